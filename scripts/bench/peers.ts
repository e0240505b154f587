/** The same act in two queues for PostgreSQL: take the next job of a queue that allows one at a time. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Ground } from "./ground";
import { count } from "./numbers";
import { ownLines } from "./own-lines";
import { openGraphileWorker } from "./peers/graphile-worker";
import { openPgBoss } from "./peers/pg-boss";
import type { Row, Section } from "./report";
import type { Scale } from "./scale";
import { medianSpread } from "./statistics";

/** A queue with a backlog in it. */
export interface PeerLine {
  /** Milliseconds of so many claims, at most until `deadlineMs` have passed; jobs are completed outside the timed part. */
  claims(count: number, deadlineMs: number): Promise<number[]>;
  close(): Promise<void>;
}

export interface BacklogRows {
  readonly pending: number;
  readonly finalized: number;
}

const PEERS = [
  { name: "pg-boss", version: "10.4.2", open: openPgBoss },
  { name: "graphile-worker", version: "0.17.3", open: openGraphileWorker },
] as const;
/** A peer that takes seconds per claim is measured by fewer samples. */
const ROUND_MS = 10_000;

interface Contestant {
  readonly name: string;
  readonly few: PeerLine;
  readonly many: PeerLine;
  readonly rounds: { few: number[]; many: number[] }[];
}

export async function measurePeers(
  ground: Ground,
  scale: Scale,
  say: (what: string) => void,
): Promise<Section> {
  await install(say);
  const { small, big } = await ownLines(ground, scale, say);
  const contestants: Contestant[] = [{ name: "HubQueue", few: small.line, many: big.line, rounds: [] }];
  const peers: Contestant[] = [];
  for (const { name, version, open } of PEERS) {
    say(`filling ${name}`);
    const filled = async (kind: "small" | "big", more: number) => {
      const url = await ground.database(`${name}_${kind}`, "none");
      return open(url, { ...scale[kind], pending: scale[kind].pending + more });
    };
    const [few, many] = [await filled("small", scale.rounds * scale.claimsPerRound), await filled("big", 0)];
    peers.push({ name: `${name} ${version}`, few, many, rounds: [] });
  }
  contestants.push(...peers);
  for (let round = 0; round < scale.rounds; round += 1) {
    say(`claims of all queues, round ${round + 1} of ${scale.rounds}`);
    for (const { few, many, rounds } of contestants) {
      rounds.push({
        few: await few.claims(scale.claimsPerRound, ROUND_MS),
        many: await many.claims(scale.claimsPerRound, ROUND_MS),
      });
    }
  }
  for (const { few, many } of peers) {
    await few.close();
    await many.close();
  }
  const own = medianSpread(contestants[0]?.rounds.map(({ many }) => many) ?? []).p50;
  return {
    title: "Claim beside other queues",
    rows: contestants.flatMap((contestant) => rowsOf(contestant, scale, own)),
  };
}

/** @param own p50 of the queue's own claim at the large backlog */
function rowsOf({ name, rounds }: Contestant, scale: Scale, own: number): Row[] {
  const row = (kind: "few" | "many", size: BacklogRows, ratio: (p50: number) => Row["ratio"]): Row => {
    const spread = medianSpread(rounds.map((round) => round[kind]));
    const least = Math.min(...rounds.map((round) => round[kind].length));
    return {
      figure: `${name}: ${count(size.pending)} waiting`,
      unit: "ms",
      spread,
      samples: `${rounds.length} × ${least}`,
      ratio: ratio(spread.p50),
    };
  };
  const few = row("few", scale.small, () => undefined);
  const many = row("many", scale.big, (p50) =>
    name === "HubQueue"
      ? { value: p50 / few.spread.p50, to: `its ${count(scale.small.pending)}` }
      : { value: p50 / own, to: "HubQueue's" },
  );
  return [few, many];
}

/** The peers are no dependency of the product: they are installed when the bench first needs them. */
async function install(say: (what: string) => void): Promise<void> {
  const folder = fileURLToPath(new URL("peers", import.meta.url));
  const versions = PEERS.map(({ name, version }) => `${name} ${version}`).join(", ");
  if (PEERS.every(({ name }) => existsSync(`${folder}/node_modules/${name}`))) return;
  say(`installing ${versions} into ${folder}`);
  await promisify(execFile)("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
}
