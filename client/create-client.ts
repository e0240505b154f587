import { createTRPCClient, type TRPCClient } from "@trpc/client";
import { changesOf, type Watch } from "./changes.js";
import type { Connection } from "./connection.js";
import type {
  AppRouter,
  BulkCreateReport,
  CreateTaskInput,
  OutputView,
  TaskChanges,
  TaskDetail,
  UploadView,
} from "./contract.js";
import { type DownloadOptions, download, type UploadOptions, upload } from "./files.js";
import { linksTo } from "./links.js";
import { waitFor } from "./wait-for.js";

export interface HubQueueClientOptions {
  /** Where people open HubQueue, for example `http://localhost:3000`. */
  readonly url: string;
  /** An API token. */
  readonly token: string;
  /** Instead of the global one, for a proxy or a log. */
  readonly fetch?: typeof globalThis.fetch;
  /** Further tries of a call that is safe to send again and found no answer; 4. */
  readonly retries?: number;
}

export interface HubQueueFeatures {
  /**
   * Creates up to 10,000 tasks as one batch. Bad ones are reported and the rest created.
   * @param batch `batchId`: a UUID of yours, under which the same tasks are created once, also by another process;
   *   `allOrNothing`: with a bad one none is created, `created` is 0 and there is no batch
   */
  createTasks(
    tasks: readonly CreateTaskInput[],
    batch?: { readonly name?: string; readonly batchId?: string; readonly allOrNothing?: boolean },
  ): Promise<BulkCreateReport>;
  /** What changes from now on; see the subscription `tasks.onChange`. Resumes by itself. */
  changes(watch?: Watch): AsyncGenerator<TaskChanges, void>;
  /** Waits until a task has ended, well or not, and its results are kept. */
  waitFor(taskId: string, watch?: Watch): Promise<TaskDetail>;
  /** Hands in a file of up to 30 MB for the inputs of tasks. */
  upload(file: Blob, options?: UploadOptions): Promise<UploadView>;
  /** A kept result: a Response whose body is the file. */
  download(output: Pick<OutputView, "id"> | string, options?: DownloadOptions): Promise<Response>;
}

/** Every procedure of HubQueue, `client.tasks.list.query({ limit: 10 })`, and the features above beside them. */
export type HubQueueClient = TRPCClient<AppRouter> & HubQueueFeatures;

/** Opens nothing yet: the first call does. Everything it throws is a HubQueueError. */
export function createHubQueueClient(options: HubQueueClientOptions): HubQueueClient {
  const connection = connectionOf(options);
  const trpc = createTRPCClient<AppRouter>({ links: linksTo(connection) });
  const features: HubQueueFeatures = {
    createTasks: (tasks, batch = {}) => trpc.tasks.createBulk.mutate({ ...batch, tasks: [...tasks] }),
    changes: (watch) => changesOf(trpc, watch),
    waitFor: (taskId, watch) => waitFor(trpc, taskId, watch),
    upload: (file, options) => upload(connection, file, options),
    download: (output, options) => download(connection, output, options),
  };
  const own = new Map<string | symbol, unknown>(Object.entries(features));
  return new Proxy(trpc, {
    get: (target, name) => (own.has(name) ? own.get(name) : Reflect.get(target, name)),
  }) as HubQueueClient; // tRPC's client is a proxy of its own, which nothing can be added to
}

function connectionOf({ url, token, fetch, retries = 4 }: HubQueueClientOptions): Connection {
  return {
    url: new URL(url).href.replace(/\/+$/, ""),
    headers: { authorization: `Bearer ${token}` },
    // Looked up at each call: a program may replace it after this.
    fetch: fetch ?? ((...call) => globalThis.fetch(...call)),
    retries,
  };
}
