import { ownTask, withKey } from "./http-auth";
import { type Call, jsonReply, type SimulatorApp, type SimulatorParts, textField } from "./http-context";
import { isJsonObject, stringifyJson } from "./json";
import { failureV1, successV1 } from "./reply-v1";
import { errorV2, notFoundV2, queryReplyV2 } from "./reply-v2";

const zonelessDay = (ms: number) => new Date(ms).toISOString().slice(0, 19);

function pageOf(fields: Record<string, unknown>, count: number) {
  const positive = (value: unknown, fallback: number) =>
    typeof value === "number" && value >= 1 ? Math.floor(value) : fallback;
  const current = positive(fields.current, 1);
  const size = Math.min(50, positive(fields.size, 10));
  const pages = Math.ceil(count / size);
  return { current, size, total: count, pages, hasNext: current < pages };
}

/** The v2 calls besides run and upload. */
export function mountV2(app: SimulatorApp, parts: SimulatorParts): void {
  const { engine } = parts;

  app.post("/openapi/v2/query", (call) =>
    withKey(parts, call, "v2-task", ({ account, fields }) => {
      const taskId = textField(fields, "taskId");
      if (taskId === null)
        return jsonReply(errorV2("1007", "Parameter validation failed: taskId | 参数校验失败"));
      const task = ownTask(parts, account, taskId);
      return jsonReply(task ? queryReplyV2(engine, task, parts.baseUrl()) : notFoundV2(taskId));
    }),
  );

  app.get("/openapi/v2/queue/status", (call) =>
    withKey(parts, call, "v2-envelope", ({ account }) => {
      engine.settle();
      const { running, queued, total } = engine.slots(account);
      return jsonReply(
        successV1({
          apiKeyType: account.type,
          concurrentLimit: account.limit,
          runningCount: String(running),
          queuedCount: String(queued),
          totalCurrentTasks: String(total),
          instanceCount: account.type === "EXCLUSIVE" ? account.limit : 0,
        }),
      );
    }),
  );

  app.get("/openapi/v2/api-key/list", (call) =>
    withKey(parts, call, "v2-envelope", ({ account }) => {
      const { key, name } = account;
      const masked = `${key.slice(0, 4)}${"*".repeat(24)}${key.slice(-4)}`;
      const quota = { quotaLimit: null, quotaUsed: "0", visible: true, expireAt: null, expireInMinute: null };
      return jsonReply(
        successV1([
          { key: masked, apiKeyName: name, status: 1, ...quota, createdAt: zonelessDay(engine.now()) },
        ]),
      );
    }),
  );

  app.post("/openapi/v2/aiapp/list", (call) =>
    withKey(parts, call, "v2-envelope", ({ fields }) => {
      const apps = engine.allWorkflows().filter((workflow) => workflow.kind === "ai-app");
      const page = pageOf(fields, apps.length);
      const records = apps.slice((page.current - 1) * page.size, page.current * page.size).map((item) => ({
        title: item.name,
        description: item.name,
        cover: null,
        invokeExample: `curl --location --request POST '${parts.baseUrl()}/openapi/v2/run/ai-app/${item.workflowId}' --header 'Authorization: Bearer <key>' --data-raw '${stringifyJson({ nodeInfoList: item.inputs })}'`,
      }));
      return jsonReply(successV1({ records, ...page }));
    }),
  );

  app.post("/openapi/v2/resource/list", (call) =>
    withKey(parts, call, "v2-envelope", ({ fields }) =>
      jsonReply(successV1({ records: [], ...pageOf(fields, 0) })),
    ),
  );
  app.post("/api/webapp/list", (call) =>
    withKey(parts, call, "v1", ({ fields }) => jsonReply(successV1({ records: [], ...pageOf(fields, 0) }))),
  );
}

const V2_PATHS =
  /^\/openapi\/v2\/(query|queue\/status|api-key\/list|aiapp\/list|resource\/list|media\/upload\/binary|run\/(workflow|ai-app)\/[^/]+)$/;

/** Unknown paths, wrong methods and bugs: always an envelope, never a crash. */
export function mountFallbacks(app: SimulatorApp): void {
  app.notFound((call: Call) => {
    if (!call.req.path.startsWith("/openapi/v2")) return jsonReply(failureV1(412, "TOKEN_INVALID"));
    if (V2_PATHS.test(call.req.path))
      return jsonReply(errorV2("1009", "Method not supported | 请求方法不支持"));
    return jsonReply(errorV2("1001", "Invalid URL | 无效的URL"));
  });
  app.onError((error, call) => {
    const msg = isJsonObject(error) ? String(error.message) : "";
    if (call.req.path.startsWith("/openapi/v2")) return jsonReply(errorV2("1005", `Internal error ${msg}`));
    return jsonReply(failureV1(500, `UNKNOWN_ERROR ${msg}`.trim()));
  });
}
