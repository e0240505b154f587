/** RunningHub over HTTP. What the answers mean is decided in ./wire, ./codes, ./snapshot and ./create-verdict. */
import { accountStatus, appInputs, queueStatus, workflowGraph } from "./catalog-calls";
import { type RunningHubClient, RunningHubError } from "./contract";
import { createTask } from "./create-call";
import type { RetryPace } from "./retry";
import { type CallLog, createSafeCaller, type OnCall } from "./safe-call";
import { createTaskCalls } from "./task-calls";
import { createTransport, type Transport } from "./transport";
import { uploadFile } from "./upload-call";

export interface ClientTimeouts {
  readonly connectMs: number;
  /** From when the connection was made until the whole answer is read. */
  readonly createMs: number;
  readonly queryMs: number;
  readonly cancelMs: number;
  readonly uploadMs: number;
  /** Graphs, AI app inputs, account and queue status. */
  readonly catalogMs: number;
  /** Before the one repeat of a create whose key was refused. */
  readonly createRepeatDelayMs: number;
}

const TIMEOUTS: ClientTimeouts = {
  connectMs: 10_000,
  createMs: 60_000,
  queryMs: 15_000,
  cancelMs: 15_000,
  uploadMs: 120_000,
  catalogMs: 20_000,
  createRepeatDelayMs: 1_000,
};

const PACE: RetryPace = { minDelayMs: 400, maxDelayMs: 5_000 };

export interface ClientOptions {
  readonly timeouts?: Partial<ClientTimeouts>;
  readonly pace?: Partial<RetryPace>;
  readonly log?: CallLog;
  /** Told of every call that has ended, however: its name and how long it took. */
  readonly onCall?: OnCall;
  /** Carries the calls; a real one over HTTP unless given. */
  readonly transport?: Transport;
}

/** `close` ends calls under way and their repeats; no call may follow. */
export function createRunningHubClient(
  options: ClientOptions = {},
): RunningHubClient & { close(): Promise<void> } {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const { log, onCall } = options;
  const closing = new AbortController();
  const transport = options.transport ?? createTransport({ connectTimeoutMs: timeouts.connectMs });
  const call = createSafeCaller({
    transport,
    pace: { ...PACE, ...options.pace },
    closed: closing.signal,
    log,
    onCall,
  });
  const tasks = createTaskCalls(call, timeouts);
  const createParts = {
    transport,
    timeoutMs: timeouts.createMs,
    repeatDelayMs: timeouts.createRepeatDelayMs,
    log,
    onCall,
  };
  return {
    create: (credentials, request, { signal } = {}) => createTask(createParts, credentials, request, signal),
    query: tasks.query,
    progressUrl: tasks.progressUrl,
    cancel: tasks.cancel,
    upload: (credentials, file) => uploadFile(call, timeouts.uploadMs, credentials, file),
    workflowGraph: (credentials, id) => workflowGraph(call, timeouts.catalogMs, credentials, id),
    appInputs: (credentials, id) => appInputs(call, timeouts.catalogMs, credentials, id),
    accountStatus: (credentials) => accountStatus(call, timeouts.catalogMs, credentials),
    queueStatus: (credentials) => queueStatus(call, timeouts.catalogMs, credentials),
    async close() {
      closing.abort(
        new RunningHubError("network", "the client is closed", { retryable: false, code: "CLOSED" }),
      );
      await transport.close();
    },
  };
}
