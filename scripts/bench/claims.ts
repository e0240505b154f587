/** The claim at a small and a large backlog, and at a large one under conditions that slow queues down. */
import { Client } from "pg";
import { HELD_WORKFLOW } from "./backlog";
import type { ClaimLine } from "./claim-line";
import { type Ground, withClient } from "./ground";
import { count } from "./numbers";
import { type OwnLine, ownLines } from "./own-lines";
import type { Row, Section } from "./report";
import type { Scale } from "./scale";
import { medianSpread, timed } from "./statistics";

const GOAL = "p50 ≤ 1 ms, ≤ 1.2 ×";
/** Slots that the claims of the pinned time were spread over, as on an account with as many. */
const SLOTS_MEANWHILE = 20;

export async function measureClaims(
  ground: Ground,
  scale: Scale,
  say: (what: string) => void,
): Promise<Section> {
  const { small, big } = await ownLines(ground, scale, say);
  const commits: number[][] = [];
  const few: number[][] = [];
  const many: number[][] = [];
  for (let round = 0; round < scale.rounds; round += 1) {
    say(`claims, round ${round + 1} of ${scale.rounds}`);
    commits.push(await durableCommits(small.url, scale.claimsPerRound));
    few.push(await small.line.claims(scale.claimsPerRound));
    many.push(await big.line.claims(scale.claimsPerRound));
  }
  const samples = `${scale.rounds} × ${scale.claimsPerRound}`;
  const base = medianSpread(few);
  const row = (figure: string, rounds: readonly (readonly number[])[], of = samples): Row => {
    const spread = medianSpread(rounds);
    return {
      figure,
      unit: "ms",
      spread,
      samples: of,
      ratio: { value: spread.p50 / base.p50, to: "small" },
      goal: GOAL,
    };
  };
  const rows: Row[] = [
    {
      figure: "for comparison: one row updated, committed",
      unit: "ms",
      spread: medianSpread(commits),
      samples,
    },
    { figure: `small: ${sizeOf(scale.small)}`, unit: "ms", spread: base, samples, goal: "p50 ≤ 1 ms" },
    row(`large: ${sizeOf(scale.big)}`, many),
  ];
  say("claims behind held tasks");
  const held = await behindHeld(big.url, big.line, scale);
  rows.push(
    row(`large, behind ${count(scale.held)} tasks of a held workflow`, held, `3 × ${held[0]?.length}`),
  );
  for (const stage of await pinned(big, scale, say)) {
    rows.push(
      row(`large, old snapshot open, ${count(stage.after)} claims since`, stage.rounds, `2 × ${RAISE_EVERY}`),
    );
  }
  return { title: "Claim", rows };
}

/** The bound of the line is raised once in so many claims: a round has all distances from it. */
const RAISE_EVERY = 256;

const sizeOf = ({ pending, finalized }: Scale["big"]) =>
  `${count(pending)} waiting, ${count(finalized)} finalized`;

/** The least that anything durable costs here: a round trip and a flush of the log. */
async function durableCommits(url: string, times: number): Promise<number[]> {
  return withClient(url, async (client) => {
    await client.query("CREATE TABLE IF NOT EXISTS bench_row AS SELECT 0 AS n");
    const samples: number[] = [];
    for (let n = 0; n < times; n += 1) {
      samples.push((await timed(() => client.query("UPDATE bench_row SET n = n + 1"))).ms);
    }
    return samples;
  });
}

async function behindHeld(url: string, line: ClaimLine, scale: Scale): Promise<number[][]> {
  const hold = (client: Client) =>
    client.query(
      `INSERT INTO workflow_breaker (kind, workflow_id, workflow_name, failures, opened_at)
       VALUES ('workflow', $1, 'held', 5, now())`,
      [HELD_WORKFLOW],
    );
  const letGo = (client: Client) => client.query("DELETE FROM workflow_breaker");
  await withClient(url, hold);
  const rounds: number[][] = [];
  for (let round = 0; round < 3; round += 1)
    rounds.push(await line.claims(Math.ceil(scale.claimsPerRound / 8)));
  await withClient(url, letGo);
  return rounds;
}

interface Stage {
  readonly after: number;
  readonly rounds: number[][];
}

/** Another session keeps an old snapshot, as a backup does: nothing that changes meanwhile can be vacuumed. */
async function pinned(big: OwnLine, scale: Scale, say: (what: string) => void): Promise<Stage[]> {
  const reader = new Client({ connectionString: big.url });
  await reader.connect();
  await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  await reader.query("SELECT count FROM task_count");
  const stages: Stage[] = [];
  let since = 0;
  for (const after of scale.pinnedAfter) {
    say(`claims while an old snapshot is open, ${count(after)} later`);
    await withClient(big.url, (client) => claimInBulk(client, big.accountId, after - since));
    // The queue has done so itself as it went.
    await big.line.raiseHead();
    const rounds = [await big.line.claims(RAISE_EVERY), await big.line.claims(RAISE_EVERY)];
    since = after + 2 * RAISE_EVERY;
    stages.push({ after, rounds });
  }
  await reader.query("COMMIT");
  await reader.end();
  return stages;
}

/** Writes what so many claims and their ends write, one transaction per full set of slots. */
async function claimInBulk(client: Client, accountId: string, claims: number): Promise<void> {
  await client.query("SET synchronous_commit = off");
  let from = "-infinity";
  for (let done = 0; done < claims; done += SLOTS_MEANWHILE) {
    const { rows } = await client.query<{ last: string }>(
      `WITH head AS (
         SELECT id, created_at FROM task WHERE account_id = $1 AND status = 'PENDING' AND deleted_at IS NULL
           AND created_at >= $3::timestamptz ORDER BY created_at, id LIMIT $2
       )
       INSERT INTO attempt (id, task_id, account_id, number, slot_no, state, epoch, webhook_token)
       SELECT uuidv7(), id, $1, 1, row_number() OVER (ORDER BY created_at, id), 'PREPARED', 1, 'bulk ' || id FROM head
       RETURNING (SELECT max(created_at)::text FROM head) AS last`,
      [accountId, SLOTS_MEANWHILE, from],
    );
    from = rows[0]?.last ?? from;
    await client.query(
      `WITH ended AS (
         UPDATE attempt SET state = 'REJECTED', sent_at = now(), released_at = now(), ended_at = now()
         WHERE account_id = $1 AND released_at IS NULL RETURNING task_id
       ), moved AS (
         UPDATE task SET status = 'STOPPED', completed_at = now(), attempt_count = 1 FROM ended WHERE id = task_id RETURNING id
       )
       INSERT INTO task_event (task_id, type, actor) SELECT id, 'stop', 'bench' FROM moved`,
      [accountId],
    );
  }
}
