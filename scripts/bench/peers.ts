/** The same act in two queues for PostgreSQL: take the next job of a queue that allows one at a time. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fill } from "./backlog";
import { openClaimLine } from "./claim-line";
import { type Ground, withClient } from "./ground";
import { count } from "./numbers";
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

export async function measurePeers(
  ground: Ground,
  scale: Scale,
  say: (what: string) => void,
): Promise<Section> {
  await install(say);
  const rows: Row[] = [];
  const own = async (url: string, size: BacklogRows): Promise<PeerLine> => {
    const accountId = await withClient(url, (client) => fill(client, size));
    return openClaimLine(url, accountId);
  };
  for (const queue of [{ name: "HubQueue", version: "", open: own }, ...PEERS]) {
    const { small, big, claimsPerRound } = scale;
    const open = async (name: string, size: BacklogRows) => {
      say(`filling ${queue.name}: ${count(size.pending)} waiting`);
      const url = await ground.database(name, queue.open === own ? "product" : "none");
      return queue.open(url, size);
    };
    const few = await open("peer_small", {
      ...small,
      pending: small.pending + scale.rounds * claimsPerRound,
    });
    const many = await open("peer_big", big);
    const rounds: { few: number[]; many: number[] }[] = [];
    for (let round = 0; round < scale.rounds; round += 1) {
      say(`${queue.name}, round ${round + 1} of ${scale.rounds}`);
      rounds.push({
        few: await few.claims(claimsPerRound, ROUND_MS),
        many: await many.claims(claimsPerRound, ROUND_MS),
      });
    }
    for (const line of [few, many]) await line.close();
    for (const name of ["peer_small", "peer_big"]) await ground.drop(name);
    rows.push(...rowsOf(`${queue.name} ${queue.version}`.trim(), scale, rounds));
  }
  return { title: "Claim beside other queues", rows };
}

function rowsOf(name: string, scale: Scale, rounds: readonly { few: number[]; many: number[] }[]): Row[] {
  const [small, big] = [
    medianSpread(rounds.map(({ few }) => few)),
    medianSpread(rounds.map(({ many }) => many)),
  ];
  const samples = (kind: "few" | "many") => {
    const counts = rounds.map((round) => round[kind].length);
    return `${rounds.length} × ${Math.min(...counts)}`;
  };
  return [
    {
      figure: `${name}: ${count(scale.small.pending)} waiting`,
      unit: "ms",
      spread: small,
      samples: samples("few"),
    },
    {
      figure: `${name}: ${count(scale.big.pending)} waiting`,
      unit: "ms",
      spread: big,
      samples: samples("many"),
      ratio: { value: big.p50 / small.p50, to: `its ${count(scale.small.pending)}` },
    },
  ];
}

/** The peers are no dependency of the product: they are installed when the bench first needs them. */
async function install(say: (what: string) => void): Promise<void> {
  const folder = fileURLToPath(new URL("peers", import.meta.url));
  const versions = PEERS.map(({ name, version }) => `${name} ${version}`).join(", ");
  if (PEERS.every(({ name }) => existsSync(`${folder}/node_modules/${name}`))) return;
  say(`installing ${versions} into ${folder}`);
  await promisify(execFile)("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
}
