/** Who asks. Doors find out; services check and write it into the timeline. */
export const ROLES = ["admin", "operator", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export interface Actor {
  readonly kind: "user" | "token" | "system";
  readonly id: string;
  /** What the timeline shows, for example an e-mail address. */
  readonly name: string;
  readonly role: Role;
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
