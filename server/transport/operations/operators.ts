import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors";
import { openOperation, operation } from "../operation";
import { problem } from "../problem";
import { services } from "../services";

const tag = "operators";
/** Probes add parameters of their own, against caches. */
const anyQuery = z.looseObject({});
const NO_STORE = { "cache-control": "no-store" };

export const live = openOperation({
  access: "open",
  isProbe: true,
  method: "GET",
  path: "/api/health/live",
  tag,
  summary: "Does the process answer?",
  query: anyQuery,
  answer: { status: 200, description: "It does", schema: z.object({ live: z.literal(true) }) },
  run: async () => ({ live: true }),
});

async function readiness(): Promise<{ ready: boolean; checks: Record<string, string> }> {
  try {
    return await services().health.ready();
  } catch (error) {
    if (isAppError(error) && error.code === "NOT_READY")
      return { ready: false, checks: { boot: error.message } };
    throw error;
  }
}

export const ready = openOperation({
  access: "open",
  isProbe: true,
  method: "GET",
  path: "/api/health/ready",
  tag,
  summary: "Can it do its work? 503 while it cannot, with what is missing",
  query: anyQuery,
  answer: {
    status: 200,
    description: "It can",
    schema: z.object({ ready: z.literal(true), checks: z.record(z.string(), z.string()) }),
  },
  refusals: ["NOT_READY"],
  run: async () => {
    const state = await readiness();
    if (state.ready) return state;
    return problem(new AppError("NOT_READY", "HubQueue is not ready; see checks"), {
      members: { ready: false, checks: state.checks },
    });
  },
});

export const metrics = operation({
  method: "GET",
  path: "/api/metrics",
  tag,
  summary: "Numbers for Prometheus",
  query: anyQuery,
  answer: { status: 200, description: "Prometheus text", mediaType: "text/plain" },
  run: async ({ services: house }) =>
    new Response(await house.metrics.render(), {
      headers: { ...NO_STORE, "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    }),
});
