import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Next } from "hono";
import { CALL_PATHS, type Fault } from "./faults";
import { type Call, jsonReply, readFields, readKey, type SimulatorParts, textField } from "./http-context";
import { readNodeInfoList } from "./node-info";
import { refusalV2 } from "./reply-v2";

type Instead = (call: Call) => Response | Promise<Response>;

const isV2 = (call: Call) => call.req.path.startsWith("/openapi/v2");

const htmlPage = (status: number, title: string) => () =>
  new Response(
    `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr>nginx</body></html>`,
    {
      status,
      headers: { "content-type": "text/html" },
    },
  );

const dropped: Instead = (call) => {
  call.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
};

const hanging: Instead = async (call) => {
  const { socket } = call.env.incoming;
  if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
  return RESPONSE_ALREADY_SENT;
};

const truncated: Instead = async (call) => {
  const { incoming, outgoing } = call.env;
  const body = Buffer.from(await call.res.arrayBuffer());
  outgoing.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  const half = body.subarray(0, Math.floor(body.length / 2));
  await new Promise<void>((resolve) => outgoing.write(half, () => resolve()));
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
};

const broken =
  (afterBytes: number): Instead =>
  async (call) => {
    const { incoming, outgoing } = call.env;
    const { status, headers } = call.res;
    const body = Buffer.from(await call.res.arrayBuffer());
    outgoing.writeHead(status, { ...Object.fromEntries(headers), "content-length": body.length });
    await new Promise<void>((resolve) => outgoing.write(body.subarray(0, afterBytes), () => resolve()));
    incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  };

function scripted(fault: Extract<Fault, { type: "status" }>): Instead {
  const isText = typeof fault.body === "string";
  const type = fault.contentType ?? (isText ? "text/html" : "application/json");
  const body = isText ? String(fault.body) : JSON.stringify(fault.body ?? {});
  return () => new Response(body, { status: fault.status, headers: { "content-type": type } });
}

/** Whether the call does its work, and what is answered instead (null = the real answer). */
function planOf(fault: Fault): {
  works: boolean;
  instead: Instead | null;
  beforeMs?: number;
  afterMs?: number;
} {
  switch (fault.type) {
    case "drop-before":
      return { works: false, instead: dropped };
    case "drop-after":
      return { works: true, instead: dropped };
    case "truncate":
      return { works: true, instead: truncated };
    case "break":
      return { works: true, instead: broken(fault.afterBytes) };
    case "delay":
      return { works: true, instead: null, [fault.when === "before" ? "beforeMs" : "afterMs"]: fault.ms };
    case "status":
      return { works: fault.accepted, instead: scripted(fault) };
    case "html502":
      return { works: fault.accepted, instead: htmlPage(502, "502 Bad Gateway") };
    case "html504":
      return { works: fault.accepted, instead: htmlPage(504, "504 Gateway Time-out") };
    case "http429":
      return {
        works: fault.accepted,
        instead: () => jsonReply({ code: 429, msg: "Too Many Requests" }, 429),
      };
    case "http401":
      return {
        works: fault.accepted,
        instead: () => jsonReply({ code: -1, msg: "ApiKey verification failed" }, 401),
      };
    case "json":
      return { works: fault.accepted, instead: () => jsonReply(fault.body) };
    case "hang":
      return { works: fault.accepted, instead: hanging };
    case "accept-no-task-id":
      return {
        works: true,
        instead: (call) =>
          jsonReply(
            isV2(call)
              ? { taskId: "", status: "RUNNING", errorCode: "", errorMessage: "", results: null }
              : { code: 0, msg: "success", data: {} },
          ),
      };
    case "busy":
      return {
        works: false,
        instead: (call) =>
          jsonReply(
            isV2(call)
              ? refusalV2({ code: 421, msg: "TASK_QUEUE_MAXED" })
              : { code: 421, msg: "TASK_QUEUE_MAXED", data: null },
          ),
      };
  }
}

async function factsOf(call: Call) {
  const fields = (await readFields(call)) ?? {};
  const idInPath = /\/run\/(?:workflow|ai-app)\/([^/]+)$/.exec(call.req.path)?.[1] ?? null;
  return {
    fields,
    path: call.req.path,
    key: readKey(call, fields, isV2(call)),
    workflowId: idInPath ?? textField(fields, "workflowId") ?? textField(fields, "webappId"),
    taskId: textField(fields, "taskId"),
  };
}

/** Counts calls and makes the scripted faults happen. Creates that never reached the engine are written down too. */
export const faultMiddleware = (parts: SimulatorParts) => async (call: Call, next: Next) => {
  parts.engine.ledger.countCall(
    call.req.path.replace(/^(\/files\/\w+|\/openapi\/v2\/run\/[\w-]+)\/.*/, "$1"),
  );
  if (parts.faults.list().length === 0) return next();
  const facts = await factsOf(call);
  const fault = parts.faults.take(facts);
  if (!fault) return next();
  const { works, instead, beforeMs, afterMs } = planOf(fault);
  if (beforeMs) await sleep(beforeMs);
  if (works) await next();
  else if (CALL_PATHS.create.test(facts.path)) {
    const { fields, path, key, workflowId } = facts;
    const account = key === null ? undefined : parts.engine.account(key);
    parts.engine.ledger.record({
      ...{ path, key, workflowId, accepted: false, code: null, msg: `fault: ${fault.type}`, taskId: null },
      nodeInfoList: readNodeInfoList(fields.nodeInfoList) ?? [],
      webhookUrl: textField(fields, "webhookUrl"),
      hasGraph: textField(fields, "workflow") !== null,
      activeBefore: account ? parts.engine.slots(account).total : 0,
      limit: account?.limit ?? null,
    });
  }
  if (fault.type === "break" && fault.changes) {
    const { engine } = parts;
    engine.patchSettings({ fileEdition: engine.settings.fileEdition + 1 });
  }
  if (afterMs) await sleep(afterMs);
  if (!instead) return;
  const response = await instead(call);
  // Without this, hono copies the headers of the real answer onto the false one.
  call.res = undefined;
  call.res = response;
};
