/** A page of the gallery over HTTP, for each filter, from its beginning and at random depths. */
import { encodeCursor } from "@/server/persistence/task-cursor";
import { Random } from "@/server/testing/chaos/random";
import type { Product } from "../../e2e/support/product";
import { withClient } from "./ground";
import { DAYS, type ListGround } from "./list-backlog";
import { ask, row } from "./list-stage";
import type { Row, Section } from "./report";
import { percentile } from "./statistics";

const DAY_MS = 86_400_000;
const GOAL = "p95 ≤ 50 ms";
const NOBODY = "00000000-0000-4000-8000-000000000000";
/** Questions that are left out of the figures: the first ones find nothing prepared. */
const WARM_UP = 10;

type Query = Readonly<Record<string, string>>;

export interface GalleryStage {
  readonly databaseUrl: string;
  readonly backlog: ListGround;
  readonly results: number;
  readonly product: Product;
  /** Questions per filter. */
  readonly each: number;
  readonly say: (what: string) => void;
}

export async function measureGallery(stage: GalleryStage): Promise<Section> {
  const random = new Random(3);
  for (let n = 0; n < WARM_UP; n += 1) await ask(stage.product, "/api/outputs");
  const rows: Row[] = [];
  const measure = async (name: string, questionOf: () => Query) => {
    const own: number[] = [];
    for (let n = 0; n < stage.each; n += 1)
      own.push((await ask(stage.product, `/api/outputs?${new URLSearchParams(questionOf())}`)).ms);
    stage.say(`${name}: p95 ${percentile(own, 0.95).toFixed(1)} ms`);
    rows.push(row(name, "ms", own, GOAL));
  };
  for (const [name, filter] of Object.entries(await filtersOf(stage))) {
    await measure(`${name}, first page`, () => filter);
    await measure(`${name}, any depth, both ways`, () => deep(random, filter));
  }
  return {
    title: "A page of the gallery (60 results) over HTTP",
    rows,
    notes: [
      `${stage.results.toLocaleString("en")} results of ${stage.backlog.tasks.toLocaleString("en")} tasks.`,
    ],
  };
}

/** From a random moment of all the time that has results. */
function deep(random: Random, query: Query): Query {
  const at = new Date(Date.now() - random.between(0, DAYS) * DAY_MS).toISOString();
  const reads = random.pick(["after", "before"] as const);
  return { ...query, cursor: encodeCursor("gallery", { reads, position: { part: 0, at, id: NOBODY } }) };
}

async function filtersOf({ databaseUrl, backlog }: GalleryStage): Promise<Record<string, Query>> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ id: string }>(
      "SELECT batch_id AS id FROM gallery_item WHERE batch_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    ),
  );
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  const month = { createdAfter: daysAgo(130), createdBefore: daysAgo(100) };
  const batch = { batchId: rows[0]?.id ?? NOBODY };
  return {
    "no filter": {},
    "a frequent workflow": { workflowId: "w0" },
    "a rare workflow": { workflowId: "w57" },
    "the largest batch": batch,
    "an account": { accountId: backlog.accountIds[1] ?? NOBODY },
    pictures: { type: "image" },
    sounds: { type: "audio" },
    favourites: { mark: "favourite" },
    "what is kept": { mark: "kept" },
    "what is rejected": { mark: "rejected" },
    "a tag": { tag: "cover" },
    "a month": month,
    "films of a frequent workflow": { workflowId: "w0", type: "video" },
    "favourites of a rare workflow": { workflowId: "w57", mark: "favourite" },
    "a tag of a rare workflow": { workflowId: "w57", tag: "cover" },
    "what is kept of the largest batch, in a month": { ...batch, ...month, mark: "kept" },
    "an account's films of a rare workflow": {
      accountId: backlog.accountIds[1] ?? NOBODY,
      workflowId: "w57",
      type: "video",
    },
  };
}
