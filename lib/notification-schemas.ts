/** Telling people elsewhere, as doors take and return it. Addresses and secrets go in and never come out. */
import { z } from "zod";
import { LOCALES } from "./i18n/locale";
import type { StatusCounts } from "./task-schemas";

export const HOOK_FORMATS = ["json", "feishu", "dingtalk", "wecom", "slack"] as const;
export type HookFormat = (typeof HOOK_FORMATS)[number];

export const HOOK_EVENTS = [
  "batchEnded",
  "taskFailed",
  "queueStuck",
  "accountPaused",
  "breakerOpened",
] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** Formats whose receiver can check a signature. */
export const SIGNED_FORMATS: readonly HookFormat[] = ["json", "feishu", "dingtalk"];

interface Why {
  readonly code: string;
  readonly message: string;
}

/** What is told of each event; the `data` of a message. */
export interface HookData {
  readonly batchEnded: {
    readonly batchId: string;
    readonly name: string | null;
    readonly counts: StatusCounts;
  };
  /** Tasks that failed at about the same moment are told together: all are counted, the first ten named. */
  readonly taskFailed: {
    readonly count: number;
    readonly tasks: readonly {
      readonly id: string;
      readonly workflowName: string;
      readonly workflowId: string;
      readonly batchId: string | null;
      readonly reason: Why | null;
    }[];
  };
  readonly queueStuck: { readonly minutes: number; readonly waiting: number; readonly slotsTaken: number };
  readonly accountPaused: { readonly accountId: string; readonly name: string; readonly reason: Why };
  readonly breakerOpened: {
    readonly kind: string;
    readonly workflowId: string;
    readonly workflowName: string;
    readonly failures: number;
    readonly reason: Why | null;
  };
  /** Asked for by a person, to see whether it arrives. */
  readonly test: Readonly<Record<string, never>>;
}
export type ToldEvent = keyof HookData;

/** One thing that happened, with what is told of it. */
export type Told = { readonly [Event in ToldEvent]: { event: Event; data: HookData[Event] } }[ToldEvent];

const url = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .max(2_000)
  .refine((value) => !URL.canParse(value) || new URL(value).username === "", "must not contain a user name");
const secret = z.string().trim().min(1).max(200);
const wishes = {
  name: z.string().trim().min(1).max(60),
  format: z.enum(HOOK_FORMATS),
  locale: z.enum(LOCALES),
  events: z.array(z.enum(HOOK_EVENTS)).min(1).max(HOOK_EVENTS.length),
};

export const createHookSchema = z.object({ ...wishes, url, secret: secret.optional() }).strict();
export type CreateHook = z.output<typeof createHookSchema>;
/** What is left out stays; a `secret` of null is taken away. */
export const changeHookSchema = z
  .object({ id: z.string(), ...wishes, url: url.optional(), secret: secret.nullable().optional() })
  .strict();
export type ChangeHook = z.output<typeof changeHookSchema>;

export interface HookView {
  readonly id: string;
  readonly name: string;
  readonly format: HookFormat;
  readonly locale: (typeof LOCALES)[number];
  readonly events: readonly HookEvent[];
  /** Host and last characters of the address. */
  readonly urlHint: string;
  readonly hasSecret: boolean;
  /** How the newest message went; null before the first. */
  readonly last: { readonly state: DeliveryState; readonly at: string } | null;
}

export type DeliveryState = "PENDING" | "DELIVERED" | "GIVEN_UP";

/** How one try went. */
export interface TryResult {
  readonly delivered: boolean;
  /** Null when there was no answer. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** The answer's first bytes without secrets, or why there was none. */
  readonly answer: string;
}

export interface DeliveryView {
  readonly id: string;
  readonly event: ToldEvent;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly createdAt: string;
  readonly nextTryAt: string | null;
  readonly httpStatus: number | null;
  readonly durationMs: number | null;
  readonly answer: string | null;
}
