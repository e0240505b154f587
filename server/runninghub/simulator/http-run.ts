import { type SubmitResult, submit } from "./admission";
import { type Admitted, withKey } from "./http-auth";
import { type Call, jsonReply, type SimulatorApp, type SimulatorParts, textField } from "./http-context";
import type { JsonObject } from "./json";
import type { WorkflowKind } from "./model";
import { readNodeInfoList } from "./node-info";
import { createReplyV1, failureV1 } from "./reply-v1";
import { refusalV2, runReplyV2 } from "./reply-v2";

type Generation = "v1" | "v2";

const idField: Record<WorkflowKind, string> = { workflow: "workflowId", "ai-app": "webappId" };

function recordRefused(
  parts: SimulatorParts,
  path: string,
  key: string | null,
  fields: JsonObject,
  id: string | null,
) {
  return (code: number | null, msg: string) => {
    const account = key === null ? undefined : parts.engine.account(key);
    parts.engine.ledger.record({
      ...{ path, key, workflowId: id, accepted: false, code, msg, taskId: null },
      nodeInfoList: readNodeInfoList(fields.nodeInfoList) ?? [],
      webhookUrl: textField(fields, "webhookUrl"),
      hasGraph: textField(fields, "workflow") !== null,
      activeBefore: account ? parts.engine.slots(account).total : 0,
      limit: account?.limit ?? null,
    });
  };
}

function submitFields(
  parts: SimulatorParts,
  call: Call,
  generation: Generation,
  kind: WorkflowKind,
  { account, fields }: Admitted,
): SubmitResult {
  const { path } = call.req;
  const workflowId = generation === "v2" ? (call.req.param("id") ?? null) : textField(fields, idField[kind]);
  const nodeInfoList = readNodeInfoList(fields.nodeInfoList);
  const refuse = recordRefused(parts, path, account.key, fields, workflowId);
  if (workflowId === null || nodeInfoList === null) {
    const msg = kind === "ai-app" && workflowId === null ? "webappId cannot be null" : "PARAMS_INVALID";
    refuse(301, msg);
    return { refusal: { code: 301, msg } };
  }
  return submit(parts.engine, {
    ...{ account, path, generation, kind, workflowId, nodeInfoList },
    graphText: kind === "workflow" ? textField(fields, "workflow") : null,
    webhookUrl: textField(fields, "webhookUrl"),
    instanceType: textField(fields, "instanceType") ?? "default",
    usePersonalQueue: fields.usePersonalQueue === true || fields.usePersonalQueue === "true",
  });
}

/** The four calls that create a task. */
export function mountRuns(app: SimulatorApp, parts: SimulatorParts): void {
  const run = (generation: Generation, kind: WorkflowKind) => (call: Call) =>
    withKey(
      parts,
      call,
      generation === "v1" ? "v1" : "v2-task",
      (admitted) => {
        const result = submitFields(parts, call, generation, kind, admitted);
        if ("refusal" in result) {
          const { code, msg } = result.refusal;
          return jsonReply(generation === "v1" ? failureV1(code, msg) : refusalV2(result.refusal));
        }
        parts.webhooks.watch(result.task);
        if (generation === "v2") return jsonReply(runReplyV2(parts.engine, result.task));
        return jsonReply(createReplyV1(parts.engine, result.task, parts.baseUrl()));
      },
      {
        blockedMayCall: true,
        onRefused: (key, fields, msg) =>
          recordRefused(
            parts,
            call.req.path,
            key,
            fields,
            call.req.param("id") ?? textField(fields, idField[kind]),
          )(null, msg),
      },
    );
  app.post("/task/openapi/create", run("v1", "workflow"));
  app.post("/task/openapi/ai-app/run", run("v1", "ai-app"));
  app.post("/openapi/v2/run/workflow/:id", run("v2", "workflow"));
  app.post("/openapi/v2/run/ai-app/:id", run("v2", "ai-app"));
}
