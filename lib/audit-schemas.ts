/** Who did what, from where: what is written, and what doors accept and return. */
import { z } from "zod";
import { storedText } from "./stored-text";

/** By area. */
export const AUDIT_ACTIONS = {
  signIn: ["succeeded", "failed", "ended"],
  person: [
    "setUp",
    "invited",
    "joined",
    "linked",
    "roleChanged",
    "disabled",
    "enabled",
    "removed",
    "renamed",
  ],
  password: ["linkMade", "reset", "changed"],
  link: ["revoked"],
  session: ["ended", "othersEnded"],
  token: ["created", "revoked"],
  account: ["added", "changed", "removed", "paused", "resumed"],
  queue: [
    "paused",
    "resumed",
    "restored",
    "settingsChanged",
    "workflowReleased",
    "capsChanged",
    "limitsChanged",
  ],
  files: ["retentionChanged", "namesChanged"],
  records: ["keepingChanged", "pruned"],
  notification: ["added", "changed", "removed"],
  tasks: ["batch", "operationRequested", "operationUndone", "operationAborted"],
} as const;

type Actions = typeof AUDIT_ACTIONS;
export type AuditArea = keyof Actions;
/** `person.invited` and the like. */
export type AuditAction = { [Area in AuditArea]: `${Area}.${Actions[Area][number]}` }[AuditArea];
export const AUDIT_AREAS = Object.keys(AUDIT_ACTIONS) as readonly AuditArea[]; // the keys of a const object

/** What an entry tells of a change; never a secret. */
export type AuditChange = Readonly<Record<string, unknown>>;

export interface AuditTarget {
  readonly kind:
    | "person"
    | "link"
    | "session"
    | "token"
    | "account"
    | "workflow"
    | "notification"
    | "operation";
  readonly id: string;
  /** As it was called then: what it is about may be gone. */
  readonly label: string;
}

/** An entry to be written. */
export interface AuditRecord {
  readonly action: AuditAction;
  readonly actor: {
    readonly kind: "user" | "token" | "system" | "stranger";
    readonly id: string | null;
    readonly name: string;
  };
  readonly target?: AuditTarget;
  readonly changed?: AuditChange;
  readonly address?: string | null;
  readonly userAgent?: string | null;
  readonly requestId?: string | null;
}

export const auditEntrySchema = z.object({
  id: z.string(),
  happenedAt: z.string(),
  action: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  target: z.object({ kind: z.string(), id: z.string(), label: z.string() }).nullable(),
  changed: z.record(z.string(), z.unknown()).nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** An action or an area of actions: `person` is all of `person.…`. */
const action = z
  .string()
  .regex(/^[a-zA-Z]+(\.[a-zA-Z]+)?$/)
  .max(60);

export const auditFilterSchema = z
  .object({
    /** A part of the name of whoever did it. */
    person: storedText(200).trim().optional(),
    action: action.optional(),
    from: z.iso.datetime({ offset: true }).optional(),
    /** The moment after the last one wanted. */
    to: z.iso.datetime({ offset: true }).optional(),
  })
  .strict();
export type AuditFilter = z.output<typeof auditFilterSchema>;

export const listAuditSchema = auditFilterSchema.extend({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullish(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListAudit = z.output<typeof listAuditSchema>;

export const auditPageSchema = z.object({
  /** The newest first. */
  items: z.array(auditEntrySchema),
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;
