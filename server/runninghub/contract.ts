/** What the rest of the product knows of RunningHub: our words for its answers. No wire formats here. */
import { LosslessNumber } from "lossless-json";
import type { RefusedFor } from "./codes";

/** One account on one site; keys, files and workflows are not shared between sites. */
export interface RunningHubCredentials {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** A number that is sent with exactly these digits. */
export type RawNumber = LosslessNumber;

/** @throws RangeError when the text is not a JSON number. */
export function rawNumber(digits: string): RawNumber {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(digits)) {
    throw new RangeError(`not a JSON number: ${digits.slice(0, 40)}`);
  }
  return new LosslessNumber(digits);
}

/** What is wrong with one node, as far as RunningHub said it. */
export interface NodeError {
  readonly nodeId: string;
  readonly nodeClass: string | null;
  readonly message: string;
}

/** What a create call proved. Only `unknown` leaves open whether a paid run exists. */
export type CreateVerdict =
  | {
      readonly kind: "accepted";
      readonly remoteId: string;
      readonly remoteState: "QUEUED" | "RUNNING" | "FAILED";
      /** Holds a signed token: never store or log it. */
      readonly progressUrl: string | null;
      readonly clientId: string | null;
      /** RunningHub named a task and a problem with it; a query decides. */
      readonly flagged: boolean;
      readonly message: string | null;
    }
  /** Surely no task; the same request would be refused again. */
  | {
      readonly kind: "rejected";
      readonly code: string;
      readonly message: string;
      /** What it was about, where RunningHub says it. */
      readonly refusedFor?: RefusedFor;
      readonly nodeErrors?: readonly NodeError[];
    }
  /** Surely no task; the same request may be repeated later. */
  | {
      readonly kind: "busy";
      readonly cause: "slot" | "rate" | "system";
      readonly code: string;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    }
  /** Surely no task; nothing else on this account will run either. */
  | {
      readonly kind: "account";
      readonly cause: "key" | "funds" | "plan";
      readonly code: string;
      readonly message: string;
    }
  /** No byte of the request left this machine. */
  | { readonly kind: "not-sent"; readonly message: string }
  /** Ambiguous: a paid run may exist. Never repeat by itself. */
  | { readonly kind: "unknown"; readonly code: string | null; readonly message: string };

export interface RemoteOutput {
  readonly url: string | null;
  /** Extension without a dot, lower case: png, mp4, txt. */
  readonly fileType: string;
  readonly nodeId: string | null;
  readonly text: string | null;
}

/** Decimal digits as RunningHub wrote them; null when it did not say. */
export interface Usage {
  readonly coins: string | null;
  readonly money: string | null;
  readonly seconds: string | null;
}

export interface RemoteFailure {
  readonly kind: "OUT_OF_MEMORY" | "CONTENT_REFUSED" | "RUN_FAILED";
  readonly message: string;
  readonly nodeId: string | null;
  readonly nodeName: string | null;
  /** What RunningHub said, redacted; plain JSON. */
  readonly detail: unknown;
}

/** One look at a remote task. */
export type RemoteSnapshot =
  | { readonly state: "QUEUED" | "RUNNING"; readonly progressUrl: string | null }
  /** `outputs: null`: finished, but the list is not there yet. An empty list is a finished run without files. */
  | {
      readonly state: "SUCCESS";
      readonly outputs: readonly RemoteOutput[] | null;
      readonly usage: Usage | null;
    }
  | { readonly state: "FAILED"; readonly failure: RemoteFailure; readonly usage: Usage | null }
  /** `explicit: false`: RunningHub only left the state empty, which it does for cancelled tasks. */
  | { readonly state: "CANCELLED"; readonly explicit: boolean; readonly usage: Usage | null }
  /** RunningHub does not know the task (any more). Right after a create this may be replication lag. */
  | { readonly state: "LOST" }
  /** A state we have no word for: keep watching. */
  | { readonly state: "UNKNOWN"; readonly raw: string };

export interface CreateRequest {
  readonly kind: "workflow" | "ai-app";
  readonly workflowId: string;
  readonly nodeInfoList: readonly {
    readonly nodeId: string;
    readonly fieldName: string;
    readonly fieldValue: string | boolean | RawNumber;
  }[];
  /** API-format JSON text sent in place of the saved graph. */
  readonly graph?: string;
  readonly instanceType?: string;
  readonly webhookUrl?: string;
}

/** What an AI app wants to be given. */
export interface AppInputs {
  readonly name: string;
  readonly description: string | null;
  readonly descriptionEn: string | null;
  /** JSON text `{"nodeInfoList":[…]}` with digits kept and without anything secret or volatile; fit for storage and hashing. */
  readonly content: string;
}

export interface AccountStatus {
  readonly coins: string | null;
  readonly money: string | null;
  readonly currency: string | null;
  readonly keyType: string | null;
  /** Tasks of this key that hold room now, whoever started them. */
  readonly currentTasks: number | null;
}

export interface QueueStatus {
  readonly keyType: string | null;
  readonly concurrentLimit: number | null;
  readonly running: number | null;
  readonly queued: number | null;
  readonly total: number | null;
}

/**
 * network: no usable answer · http: a gateway or server failure · rate: too many calls · account: key, funds or plan ·
 * protocol: an answer we cannot read · refused: a final "no" to this very call
 */
export type RunningHubErrorClass = "network" | "http" | "rate" | "account" | "protocol" | "refused";

const BRAND = "hubqueue.runninghub-error";

/** A call that failed. Its message never holds a key. */
export class RunningHubError extends Error {
  readonly brand = BRAND;
  constructor(
    readonly errorClass: RunningHubErrorClass,
    message: string,
    readonly facts: {
      /** May the same call succeed later, unchanged? */
      readonly retryable: boolean;
      /** RunningHub's code, or the network error's name. */
      readonly code?: string | null;
      readonly httpStatus?: number;
      readonly retryAfterSeconds?: number;
    },
  ) {
    super(message);
    this.name = "RunningHubError";
  }
  get retryable(): boolean {
    return this.facts.retryable;
  }
}

/** By brand, because Next loads this module several times in one process. */
export function isRunningHubError(value: unknown): value is RunningHubError {
  return value instanceof Error && "brand" in value && value.brand === BRAND;
}

/** Every method but `create` throws RunningHubError. */
export interface RunningHubClient {
  /**
   * Starts a paid run. Never throws and never repeats, but for the one repeat that a refused key (401, -1) allows.
   * @returns the verdict, and the redacted answer for storage.
   */
  create(
    credentials: RunningHubCredentials,
    request: CreateRequest,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ verdict: CreateVerdict; reply: unknown }>;
  query(credentials: RunningHubCredentials, remoteId: string): Promise<RemoteSnapshot>;
  /** Where the node-by-node progress of a running task can be listened to; null when RunningHub does not say. */
  progressUrl(credentials: RunningHubCredentials, remoteId: string): Promise<string | null>;
  /** "accepted" is not "stopped": query until it is over. */
  cancel(credentials: RunningHubCredentials, remoteId: string): Promise<"accepted" | "not-found" | "refused">;
  /** Streams a file from disk. The same bytes get the same name, so it is repeated freely. */
  upload(
    credentials: RunningHubCredentials,
    file: {
      readonly fileName: string;
      readonly mimeType: string;
      readonly path: string;
      readonly size: number;
    },
  ): Promise<{ remoteName: string }>;
  /** The saved graph as API-format JSON text, digits untouched. */
  workflowGraph(credentials: RunningHubCredentials, workflowId: string): Promise<string>;
  appInputs(credentials: RunningHubCredentials, appId: string): Promise<AppInputs>;
  accountStatus(credentials: RunningHubCredentials): Promise<AccountStatus>;
  queueStatus(credentials: RunningHubCredentials): Promise<QueueStatus>;
}
