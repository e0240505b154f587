/** People. There is always an administrator who can come in: the rows of all of them are locked before one goes. */
import type { Role } from "@/lib/actor";
import type { AuditRecord } from "@/lib/audit-schemas";
import { knownRole, SIGN_IN_WAYS, type SignInWay } from "@/lib/people-schemas";
import { keepRecord } from "./audit-log";
import type { AuthUser } from "./generated/client";
import { type Database, type Executor, Prisma } from "./prisma";

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly signsInBy: readonly SignInWay[];
  readonly disabledAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
}

/** What became of a change: nothing, because the person is gone, or because nobody could undo it. */
export type PersonOutcome = "done" | "gone" | "last-administrator";

/** By which they sign in; hashes and tokens are not read. */
const WITH_ACCOUNTS = { include: { accounts: { select: { providerId: true } } } } as const;

export class PeopleRepository {
  constructor(private readonly db: Database) {}

  /** By email address. */
  async all(): Promise<Person[]> {
    return (await this.db.authUser.findMany({ ...WITH_ACCOUNTS, orderBy: { email: "asc" } })).map(personOf);
  }

  async find(id: string): Promise<Person | null> {
    const row = await this.db.authUser.findUnique({ ...WITH_ACCOUNTS, where: { id } });
    return row && personOf(row);
  }

  async findByEmail(email: string): Promise<Person | null> {
    const row = await this.db.authUser.findUnique({ ...WITH_ACCOUNTS, where: { email } });
    return row && personOf(row);
  }

  setRole(id: string, role: Role, record: AuditRecord): Promise<PersonOutcome> {
    return this.guarded(id, role !== "admin", record, (tx) =>
      tx.authUser.update({ where: { id }, data: { role } }),
    );
  }

  /** Ends their sessions too. */
  disable(id: string, record: AuditRecord): Promise<PersonOutcome> {
    return this.guarded(id, true, record, async (tx) => {
      await tx.$executeRaw`UPDATE auth_user SET disabled_at = clock_timestamp() WHERE id = ${id}`;
      await tx.authSession.deleteMany({ where: { userId: id } });
    });
  }

  enable(id: string, record: AuditRecord): Promise<PersonOutcome> {
    return this.guarded(id, false, record, (tx) =>
      tx.authUser.update({ where: { id }, data: { disabledAt: null } }),
    );
  }

  /** With their sessions, tokens, links and saved views. */
  remove(id: string, record: AuditRecord): Promise<PersonOutcome> {
    return this.guarded(id, true, record, (tx) => tx.authUser.delete({ where: { id } }));
  }

  async rename(id: string, name: string, record: AuditRecord): Promise<PersonOutcome> {
    return this.guarded(id, false, record, (tx) => tx.authUser.update({ where: { id }, data: { name } }));
  }

  /** @param takesAway whether an administrator stops being one by it */
  private guarded(
    id: string,
    takesAway: boolean,
    record: AuditRecord,
    change: (tx: Executor) => Promise<unknown>,
  ): Promise<PersonOutcome> {
    return this.db.$transaction(async (tx) => {
      if (takesAway && (await isLastAdministrator(tx, id))) return "last-administrator";
      const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM auth_user WHERE id = ${id} FOR UPDATE`;
      if (locked.length === 0) return "gone";
      await change(tx);
      await keepRecord(tx, record);
      return "done";
    });
  }
}

/** Locks the rows of all administrators: of two who take each other's role, the second waits here and then counts anew. */
export async function isLastAdministrator(tx: Executor, id: string): Promise<boolean> {
  const administrators = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM auth_user WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  return administrators.length === 1 && administrators[0]?.id === id;
}

function personOf({ accounts, ...row }: AuthUser & { accounts: { providerId: string }[] }): Person {
  const { id, email, name, disabledAt, lastSeenAt, createdAt } = row;
  const kinds = accounts.map(({ providerId }) => (providerId === "credential" ? "password" : "singleSignOn"));
  const signsInBy = SIGN_IN_WAYS.filter((way) => kinds.includes(way));
  return { id, email, name, role: knownRole(row.role), signsInBy, disabledAt, lastSeenAt, createdAt };
}

export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
