/** Watching and cancelling a remote task. */
import { callError, isNoSuchCall } from "./call-errors";
import type { RemoteSnapshot, RunningHubCredentials } from "./contract";
import { bodyKey, jsonPost, type SafeCaller } from "./safe-call";
import { readV1Outputs, readV2Query } from "./snapshot";
import { callMeaning } from "./wire";

/** How long a server that did not know the v2 query is spared it. */
const V1_ONLY_MS = 60 * 60 * 1000;

export function createTaskCalls(
  call: SafeCaller,
  timeouts: { readonly queryMs: number; readonly cancelMs: number },
) {
  const v1OnlyUntil = new Map<string, number>();

  const queryV2 = (credentials: RunningHubCredentials, taskId: string): Promise<RemoteSnapshot> =>
    call(credentials, {
      name: "query",
      timeoutMs: timeouts.queryMs,
      request: () => jsonPost("/openapi/v2/query", { taskId }),
      read: (reply) => readV2Query(reply, credentials.apiKey),
    });

  const outputsV1 = (credentials: RunningHubCredentials, taskId: string): Promise<RemoteSnapshot> =>
    call(credentials, {
      name: "outputs",
      timeoutMs: timeouts.queryMs,
      request: (keyInBody) =>
        jsonPost("/task/openapi/outputs", { ...bodyKey(keyInBody, credentials), taskId }),
      read: (reply) => readV1Outputs(reply, credentials.apiKey),
    });

  async function query(credentials: RunningHubCredentials, taskId: string): Promise<RemoteSnapshot> {
    if ((v1OnlyUntil.get(credentials.baseUrl) ?? 0) > Date.now()) return outputsV1(credentials, taskId);
    let snapshot: RemoteSnapshot;
    try {
      snapshot = await queryV2(credentials, taskId);
    } catch (error) {
      if (!isNoSuchCall(error)) throw error;
      const fallback = await outputsV1(credentials, taskId);
      v1OnlyUntil.set(credentials.baseUrl, Date.now() + V1_ONLY_MS);
      return fallback;
    }
    return lacksDetail(snapshot) ? withV1Detail(snapshot, credentials, taskId) : snapshot;
  }

  /** v1 knows the failing node, and the outputs, where v2 left them out. Its silence changes nothing. */
  async function withV1Detail(
    snapshot: RemoteSnapshot,
    credentials: RunningHubCredentials,
    taskId: string,
  ): Promise<RemoteSnapshot> {
    const detail = await outputsV1(credentials, taskId).catch(() => null);
    if (detail?.state !== snapshot.state) return snapshot;
    const usage = ("usage" in snapshot ? snapshot.usage : null) ?? ("usage" in detail ? detail.usage : null);
    return "usage" in detail ? { ...detail, usage } : detail;
  }

  async function progressUrl(credentials: RunningHubCredentials, taskId: string): Promise<string | null> {
    const snapshot = await outputsV1(credentials, taskId);
    return snapshot.state === "RUNNING" ? snapshot.progressUrl : null;
  }

  function cancel(credentials: RunningHubCredentials, taskId: string) {
    return call<"accepted" | "not-found" | "refused">(credentials, {
      name: "cancel",
      timeoutMs: timeouts.cancelMs,
      request: (keyInBody) =>
        jsonPost("/task/openapi/cancel", { ...bodyKey(keyInBody, credentials), taskId }),
      read: (reply) => {
        const meaning = callMeaning(reply);
        if (meaning === null) return "accepted";
        if (meaning === "lost") return "not-found";
        if (meaning === "refused" || meaning === "failed") return "refused";
        throw callError(reply, credentials.apiKey);
      },
    });
  }

  return { query, progressUrl, cancel };
}

function lacksDetail(snapshot: RemoteSnapshot): boolean {
  if (snapshot.state === "FAILED") return snapshot.failure.detail === null;
  return snapshot.state === "SUCCESS" && snapshot.outputs === null;
}
