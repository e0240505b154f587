/** Who asks. Doors find out; services check and write it into the timeline. */
export const ROLES = ["admin", "operator", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export interface Actor {
  readonly kind: "user" | "token" | "system";
  readonly id: string;
  /** What the timeline shows, for example an email address. */
  readonly name: string;
  readonly role: Role;
  /** The person whose token it is; null for a service's. */
  readonly ownerId?: string | null;
  /** The session of a person in a browser. */
  readonly sessionId?: string;
  /** For the audit log; nothing is decided by it. */
  readonly from?: AskedFrom;
}

/** Where a request came from, as far as it says. */
export interface AskedFrom {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
}

/** Who asks for a change of tasks, as it is written beside them. */
export interface Asker {
  /** For the timeline. */
  readonly name: string;
  /** Whose quota tasks count against that are put in line by it; null: nobody's. */
  readonly quotaOf: string | null;
}

/** A person's tokens count as the person; one that is nobody's counts by itself. */
export function askerOf({ kind, id, name, ownerId }: Actor): Asker {
  return { name, quotaOf: ownerId ? `user ${ownerId}` : `${kind} ${id}` };
}
