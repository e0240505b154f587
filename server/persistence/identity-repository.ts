/** People whom a sign-in provider vouches for: found by its name for them, else by an address that it has verified. */
import { randomUUID } from "node:crypto";
import type { AskedFrom, Role } from "@/lib/actor";
import type { AuditAction, AuditChange, AuditRecord } from "@/lib/audit-schemas";
import { personNameSchema } from "@/lib/people-schemas";
import type { SignOnProblem } from "@/lib/single-sign-on";
import { keepRecord } from "./audit-log";
import type { AuthUser } from "./generated/client";
import { isLastAdministrator, isTaken } from "./people-repository";
import type { Database, Executor } from "./prisma";

/** Whom a provider says it has before it. */
export interface Identity {
  readonly issuer: string;
  /** The provider's name for them; it never changes. */
  readonly subject: string;
  /** In lower case; null: not told, or no address. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** Empty when it is not told. */
  readonly name: string;
}

/** What the provider and the settings say of roles. */
export interface EntryRule {
  /** What they are from this sign-in on; null: as they are here. */
  readonly role: Role | null;
  /** What somebody becomes whom nobody has invited; null: they do not come in. */
  readonly newcomers: Role | null;
}

export type Admission = { readonly userId: string } | { readonly refused: SignOnProblem };

/** In the audit log, beside what changed. */
const BY = { by: "single sign-on" } as const;

export class IdentityRepository {
  constructor(private readonly db: Database) {}

  /** Finds or makes the person, and gives them their role of now. */
  async admit(identity: Identity, rule: EntryRule, from?: AskedFrom): Promise<Admission> {
    const once = () => this.db.$transaction((tx) => admitOnce(tx, identity, rule, from));
    return once().catch((error: unknown) => {
      // Somebody made the same person, or the same link, at the same moment: now they are found.
      if (isTaken(error)) return once();
      throw error;
    });
  }
}

async function admitOnce(
  tx: Executor,
  identity: Identity,
  rule: EntryRule,
  from: AskedFrom | undefined,
): Promise<Admission> {
  // Of two browsers of one person, the second waits here and finds what the first has made.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${providerOf(identity)} ${identity.subject}`}, 0))`;
  const linked = await tx.authAccount.findFirst({
    where: { providerId: providerOf(identity), accountId: identity.subject },
    include: { user: true },
  });
  const person = linked?.user ?? (await findOrMake(tx, identity, rule, from));
  if (typeof person === "string") return { refused: person };
  if (person.disabledAt !== null) return { refused: "disabled" };
  if (rule.role !== null && rule.role !== person.role) await setRole(tx, person, rule.role, from);
  return { userId: person.id };
}

/** Somebody whom the provider sends for the first time. */
async function findOrMake(
  tx: Executor,
  identity: Identity,
  rule: EntryRule,
  from: AskedFrom | undefined,
): Promise<AuthUser | SignOnProblem> {
  const { email, subject } = identity;
  if (email === null) return "noEmail";
  if (!identity.emailVerified) return "emailUnverified";
  const account = { id: randomUUID(), accountId: subject, providerId: providerOf(identity) };
  const known = await tx.authUser.findUnique({ where: { email }, include: { accounts: true } });
  if (known === null) return makePerson(tx, { ...identity, email }, account, rule, from);
  if (known.disabledAt !== null) return "disabled";
  // The address may have been given to somebody else there.
  if (known.accounts.some(({ providerId }) => providerId === account.providerId)) return "otherIdentity";
  await tx.authAccount.create({ data: { ...account, userId: known.id } });
  await keepRecord(tx, recordOf("person.linked", known, { issuer: identity.issuer }, from));
  return known;
}

/** An invitation that waits for the address is used by this. */
async function makePerson(
  tx: Executor,
  { email, name }: Identity & { readonly email: string },
  account: { id: string; accountId: string; providerId: string },
  rule: EntryRule,
  from: AskedFrom | undefined,
): Promise<AuthUser | "stranger"> {
  const [invitation] = await tx.$queryRaw<{ role: Role }[]>`
    DELETE FROM entry_link WHERE kind = 'invitation' AND email = ${email} AND expires_at > clock_timestamp() RETURNING role`;
  const role = rule.role ?? invitation?.role ?? rule.newcomers;
  if (role === null) return "stranger";
  const person = await tx.authUser.create({
    data: {
      id: randomUUID(),
      email,
      name: personNameSchema.safeParse(name).data || email.replace(/@.*/, ""),
      emailVerified: true,
      role,
      accounts: { create: account },
    },
  });
  await keepRecord(
    tx,
    recordOf("person.joined", person, { role, invited: invitation !== undefined, ...BY }, from),
  );
  return person;
}

/** The last administrator stays one, whatever the provider says. */
async function setRole(
  tx: Executor,
  person: AuthUser,
  role: Role,
  from: AskedFrom | undefined,
): Promise<void> {
  if (role !== "admin" && (await isLastAdministrator(tx, person.id))) return;
  await tx.authUser.update({ where: { id: person.id }, data: { role } });
  const changed = { role: { from: person.role, to: role }, ...BY };
  await keepRecord(tx, recordOf("person.roleChanged", person, changed, from));
}

/** How better-auth names where an account comes from. */
function providerOf({ issuer }: Identity): string {
  return `oidc:${issuer}`;
}

function recordOf(
  action: AuditAction,
  { id, email }: AuthUser,
  changed: AuditChange,
  from: AskedFrom | undefined,
): AuditRecord {
  return {
    action,
    actor: { kind: "user", id, name: email },
    target: { kind: "person", id, label: email },
    changed,
    ...from,
  };
}
