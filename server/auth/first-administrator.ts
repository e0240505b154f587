/** The one account that is made without anybody being signed in. */
import { randomUUID } from "node:crypto";
import { keepRecord } from "../persistence/audit-log";
import { credential } from "../persistence/entry-links";
import type { Database } from "../persistence/prisma";

export interface NewAdministrator {
  readonly email: string;
  readonly password: string;
  /** What to call them; the part before the @ when not given. */
  readonly name?: string;
}

/** Any number; it only must be the same in every process. */
const SETUP_LOCK = 7_241_853;

export async function hasAnyUser(database: Database): Promise<boolean> {
  return (await database.authUser.findFirst({ select: { id: true } })) !== null;
}

/** Two racing set-ups: the lock lets one look and write at a time. @returns false when there is a user already */
export async function addFirstAdministrator(
  database: Database,
  administrator: NewAdministrator,
  passwordHash: string,
): Promise<boolean> {
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
    if ((await transaction.authUser.count()) > 0) return false;
    const userId = randomUUID();
    const email = administrator.email.trim().toLowerCase();
    await transaction.authUser.create({
      data: {
        id: userId,
        email,
        name: administrator.name?.trim() || email.replace(/@.*/, ""),
        emailVerified: true,
        role: "admin",
        accounts: { create: credential(userId, passwordHash) },
      },
    });
    await keepRecord(transaction, {
      action: "person.setUp",
      actor: { kind: "system", id: null, name: "HubQueue" },
      target: { kind: "person", id: userId, label: email },
      changed: { role: "admin" },
    });
    return true;
  });
}
