/** People and how they come in: what doors accept and return. */
import { z } from "zod";
import { ROLES, type Role } from "./actor";
import { storedText } from "./stored-text";

/** How long a link is good for that lets a person set their password. */
export const LINK_DAYS = 7;

export const emailSchema = z.email().max(320);
export const passwordSchema = z.string().min(8).max(128);
export const personNameSchema = storedText(100).trim();
export const roleSchema = z.enum(ROLES);

/** A stored role; one that nobody knows may only look. */
export function knownRole(stored: unknown): Role {
  return roleSchema.safeParse(stored).data ?? "viewer";
}

export const LINK_KINDS = ["invitation", "password"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** How a person can come in, once they are here. */
export const SIGN_IN_WAYS = ["password", "singleSignOn"] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];

export const personViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  signsInBy: z.array(z.enum(SIGN_IN_WAYS)).readonly(),
  disabled: z.boolean(),
  /** To the minute; null: never. */
  lastSeenAt: z.string().nullable(),
  createdAt: z.string(),
});
export type PersonView = z.infer<typeof personViewSchema>;

/** A link that nobody has used yet. What it carries is shown once, when it is made. */
export interface LinkView {
  readonly id: string;
  readonly kind: LinkKind;
  readonly email: string;
  /** Of an invitation; null for a new password. */
  readonly role: PersonView["role"] | null;
  readonly createdBy: string;
  readonly expiresAt: string;
  readonly expired: boolean;
}

export interface PeopleView {
  /** By email address. */
  readonly people: readonly PersonView[];
  readonly links: readonly LinkView[];
}

/** A link just made; `path` is where it leads to, and is told only now. */
export interface NewLink {
  readonly id: string;
  readonly path: string;
  readonly expiresAt: string;
}

export const invitePersonSchema = z
  .object({ email: z.string().trim().toLowerCase().pipe(emailSchema), role: roleSchema })
  .strict();
export type InvitePerson = z.output<typeof invitePersonSchema>;

/** What is left out stays. */
export const changePersonSchema = z
  .object({ id: z.string(), role: roleSchema.optional(), disabled: z.boolean().optional() })
  .strict();
export type ChangePerson = z.output<typeof changePersonSchema>;

/** What the page behind a link asks for; a new password leaves the name as it is. */
export const useLinkSchema = z
  .object({ token: z.string().max(200), name: personNameSchema, password: passwordSchema })
  .strict();
export type UseLink = z.output<typeof useLinkSchema>;

export const changePasswordSchema = z
  .object({ current: z.string().max(1_000), password: passwordSchema })
  .strict();
export type ChangePassword = z.output<typeof changePasswordSchema>;

export const renameSelfSchema = z.object({ name: personNameSchema.min(1) }).strict();

/** A browser in which a person is signed in. */
export interface SessionView {
  readonly id: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
  /** The asker's own. */
  readonly current: boolean;
}

/** Whoever asks. */
export interface MeView {
  readonly kind: "user" | "token" | "system";
  readonly id: string;
  readonly name: string;
  readonly role: PersonView["role"];
}
