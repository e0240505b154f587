/** Rows for tests of the storage; each takes only what the test is about. */
import { uuidv7 } from "uuidv7";
import type { Prisma } from "../persistence/generated/client";
import type { Database } from "../persistence/prisma";

const SITE = "site.test";

/** @returns the id. */
export async function anAccount(
  db: Database,
  fields: Partial<Prisma.AccountUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await db.account.create({
    data: {
      id,
      name: `account ${id}`,
      baseUrl: "http://127.0.0.1:9",
      site: SITE,
      apiKeyCipher: "-",
      apiKeyHash: "-",
      slotLimit: 1,
      ...fields,
    },
  });
  return id;
}

/** Without a name unless told otherwise. @returns the id. */
export async function aBatch(
  db: Database,
  fields: Partial<Prisma.BatchUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await db.batch.create({ data: { id, ...fields } });
  return id;
}

/** READY unless told otherwise; without an account, any of the test's may run it. @returns the id. */
export async function aTask(
  db: Database,
  accountId: string | null,
  fields: Partial<Prisma.TaskUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await db.task.create({
    data: { id, workflowId: "1", workflowName: "a workflow", accountId, site: SITE, nodeCount: 1, ...fields },
  });
  return id;
}

const AN_HOUR_MS = 3_600_000;

/** Must have a time for its next look; in the tests not soon, unless they say so. */
function isWatched({ state, releasedAt }: Partial<Prisma.AttemptUncheckedCreateInput>): boolean {
  return (state === "ACCEPTED" || state === "UNKNOWN") && (releasedAt ?? null) === null;
}

/** PREPARED in slot 1 unless told otherwise. @returns the id. */
export async function anAttempt(
  db: Database,
  taskId: string,
  accountId: string,
  fields: Partial<Prisma.AttemptUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await db.attempt.create({
    data: {
      id,
      taskId,
      accountId,
      number: 1,
      slotNo: 1,
      state: "PREPARED",
      epoch: 1,
      webhookToken: id,
      ...(isWatched(fields) && { nextPollAt: new Date(Date.now() + AN_HOUR_MS) }),
      ...fields,
    },
  });
  return id;
}

/** A kept picture unless told otherwise. @returns the id. */
export async function aResult(
  db: Database,
  run: { taskId: string; attemptId: string },
  fields: Partial<Prisma.OutputUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  const isKept = (fields.state ?? "STORED") === "STORED";
  await db.output.create({
    data: {
      id,
      ...run,
      position: 0,
      fileType: "png",
      state: "STORED",
      ...(isKept && { fileKey: `results/${id}` }),
      ...fields,
    },
  });
  return id;
}
