import { z } from "zod";
import { AppError } from "@/lib/errors";
import { bearerOf, sameSecret } from "../auth";
import { readText } from "../json-body";
import { MEGABYTE, openOperation } from "../operation";
import { services } from "../services";

const tag = "machines";
const TOKEN = /^[\w-]{1,200}$/;

export const cronTick = openOperation({
  access: "secret",
  method: "POST",
  path: "/api/cron/tick",
  tag,
  summary: "Advance the queue once, where processes do not stay alive; bearer token: CRON_SECRET",
  answer: { status: 200, description: "It has been advanced", schema: z.object({ ticked: z.literal(true) }) },
  refusals: ["UNAUTHENTICATED", "NOT_FOUND"],
  run: async ({ request }) => {
    const { config, scheduler } = services();
    if (config.cronSecret === null)
      throw new AppError("NOT_FOUND", "This is switched off; set CRON_SECRET to use it");
    if (!sameSecret(bearerOf(request.headers.get("authorization")), config.cronSecret)) {
      throw new AppError("UNAUTHENTICATED", "Send CRON_SECRET as the bearer token");
    }
    await scheduler.tick();
    return { ticked: true };
  },
});

export const runningHubWebhook = openOperation({
  access: "secret",
  method: "POST",
  path: "/api/webhooks/runninghub/{token}",
  tag,
  summary: "RunningHub's news of one attempt; the token in the address is the attempt's secret",
  query: z.looseObject({}),
  rawBody: "application/json",
  answer: { status: 200, description: "Taken", schema: z.object({ received: z.literal(true) }) },
  refusals: ["NOT_FOUND", "PAYLOAD_TOO_LARGE"],
  run: async ({ request, params }) => {
    if (!TOKEN.test(params.token)) throw new AppError("NOT_FOUND", "There is no such webhook");
    await services().webhooks.receive(params.token, await readText(request, MEGABYTE));
    return { received: true };
  },
});
