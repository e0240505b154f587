/** What a world begins with: accounts, and tasks made through the product's own intake. */
import type pg from "pg";
import type { Actor } from "@/lib/actor";
import type { Container } from "../../container";
import { SecretBox } from "../../storage/secret-box";
import { EPOCH_MS } from "./virtual-time";

export const PERSON: Actor = { kind: "user", id: "person", name: "person@example.org", role: "admin" };

export interface AccountSpec {
  /** Also its key, so that the scripted RunningHub knows it by that name. */
  readonly name: string;
  readonly limit: number;
}

export interface NewTaskSpec {
  /** Goes as the prompt, so that the ledger tells tasks apart. */
  readonly tag: string;
  readonly start: boolean;
  /** Name of the account it is bound to; left out: any. */
  readonly account?: string;
  readonly workflowId?: string;
  readonly timeoutMinutes?: number;
}

export async function insertAccounts(
  client: pg.Client,
  accounts: readonly AccountSpec[],
  ids: Map<string, string>,
): Promise<void> {
  const secrets = new SecretBox("a secret of the simulation");
  for (const [index, { name, limit }] of accounts.entries()) {
    const id = `00000000-0000-7000-8000-00000000000${index + 1}`;
    const row = {
      id,
      name,
      base_url: "https://runninghub.test",
      site: "runninghub.test",
      api_key_cipher: secrets.seal(name),
      api_key_hash: secrets.fingerprint(name),
      slot_limit: limit,
      busy_count: 0,
      elsewhere: 0,
      created_at: new Date(EPOCH_MS + index).toISOString(),
    };
    await client.query("INSERT INTO account SELECT * FROM jsonb_populate_record(NULL::account, $1)", [row]);
    ids.set(name, id);
  }
}

export async function createTasks(
  container: Container,
  tasks: readonly NewTaskSpec[],
  accountIds: ReadonlyMap<string, string>,
): Promise<void> {
  const report = await container.taskIntake.createBulk(PERSON, {
    tasks: tasks.map(({ tag, start, account, workflowId = "1", timeoutMinutes }) => ({
      workflowId,
      nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue: tag }],
      start,
      timeoutMinutes,
      ...(account === undefined ? {} : { accountId: accountIds.get(account) }),
    })),
  });
  const problem = report.failed[0];
  if (problem) throw new Error(`a task could not be made: ${problem.message}`);
}
