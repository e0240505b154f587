/** A page of the list over HTTP: every tab with every filter, at random depths; and searches. */

import { TASK_STATUSES } from "@/lib/task-status";
import { encodeCursor } from "@/server/persistence/task-cursor";
import { Random } from "@/server/testing/chaos/random";
import { withClient } from "./ground";
import { DAYS, OLD_WORD } from "./list-backlog";
import { ask, type ListStage, row } from "./list-stage";
import type { Row, Section } from "./report";
import { percentile } from "./statistics";

const DAY_MS = 86_400_000;
const PAGE_GOAL = "p95 ≤ 50 ms";
const SEARCH_GOAL = "p95 ≤ 60 ms";
const TABS = [null, ...TASK_STATUSES];
const SORTS = ["-createdAt", "createdAt"] as const;
const BY_COMPLETION = "-completedAt";
const NOBODY = "00000000-0000-4000-8000-000000000000";

type Query = Readonly<Record<string, string>>;

/** Ten questions are left out of the figures: the first ones find nothing prepared. */
const WARM_UP = 10;

export async function measureApi(stage: ListStage): Promise<Section> {
  const { scale, say } = stage;
  const random = new Random(1);
  const filters = await filtersOf(stage);
  for (let n = 0; n < WARM_UP; n += 1) await ask(stage.product, "/api/tasks");
  const rows: Row[] = [];
  let worst = { name: "", p95: 0 };
  const measure = async (name: string, questions: readonly (() => Query)[]) => {
    const all: number[] = [];
    for (const question of questions) {
      const own: number[] = [];
      for (let n = 0; n < scale.each; n += 1) own.push((await ask(stage.product, pathOf(question()))).ms);
      const p95 = percentile(own, 0.95);
      if (p95 > worst.p95) worst = { name: JSON.stringify(question()).replace(/,"cursor":"[^"]*"/, ""), p95 };
      all.push(...own);
    }
    say(`${name}: p95 ${percentile(all, 0.95).toFixed(1)} ms`);
    rows.push(row(name, "ms", all, PAGE_GOAL));
  };
  await measure(
    "first page, each tab",
    TABS.map((tab) => () => tabbed(tab, {})),
  );
  for (const [name, filter] of Object.entries(filters))
    await measure(
      `${name}, each tab, any depth, both ways`,
      TABS.flatMap((tab) => SORTS.map((sort) => () => deep(random, sort, tabbed(tab, filter)))),
    );
  const { "no filter": none, ...narrowed } = filters;
  await measure(
    "by completion, each tab, any depth",
    TABS.map((tab) => () => deep(random, BY_COMPLETION, tabbed(tab, none ?? {}))),
  );
  await measure(
    "by completion, each filter, any depth",
    Object.values(narrowed).map((filter) => () => deep(random, BY_COMPLETION, filter)),
  );
  return {
    title: "A page of the list (50 tasks) over HTTP",
    rows,
    notes: [`The slowest question: ${worst.name}, p95 ${worst.p95.toFixed(1)} ms of ${scale.each}.`],
  };
}

export async function measureSearch(stage: ListStage): Promise<Section> {
  const { scale, say } = stage;
  const random = new Random(2);
  const { "a frequent workflow": workflow = {}, "an account": account = {} } = await filtersOf(stage);
  const searches: Record<string, readonly Query[]> = {
    "a word of many prompts": words("lighthouse", "film grain", "watercolour", "red fox", "macro"),
    "a name that few prompts have": words("zorvek", "quotesh", "yulkaf", "ixopell", "gwenmara"),
    "Chinese, two to four characters": words("灯塔", "雪豹", "橘猫", "国风", "古镇小巷"),
    "half of the older half has it": words(OLD_WORD),
    "nowhere, of usual letters": words("thelightstone", "restation", "雪塔", "marinesque"),
    "name of a file, description, workflow": words("img_4077", "take 17", "商品换背景"),
    "with a tab": words("lighthouse", "zorvek", "灯塔", OLD_WORD).flatMap((query) => [
      { ...query, status: "FAILED" },
      { ...query, status: "SUCCESS" },
      { ...query, status: "READY" },
    ]),
    "with a workflow or an account": words("lighthouse", "zorvek", "灯塔", OLD_WORD).flatMap((query) => [
      { ...query, ...workflow },
      { ...query, ...account },
    ]),
    "by completion": words("lighthouse", "zorvek", "灯塔", "restation").map((query) => ({
      ...query,
      sort: BY_COMPLETION,
    })),
  };
  const rows: Row[] = [];
  const all: number[] = [];
  for (const [name, queries] of Object.entries(searches)) {
    const own: number[] = [];
    for (const query of queries)
      for (let n = 0; n < scale.each; n += 1) {
        const sort = query.sort === BY_COMPLETION ? BY_COMPLETION : random.pick(SORTS);
        const question = n % 3 === 0 ? query : deep(random, sort, query);
        own.push((await ask(stage.product, pathOf(question))).ms);
      }
    say(`${name}: p95 ${percentile(own, 0.95).toFixed(1)} ms`);
    rows.push(row(name, "ms", own, SEARCH_GOAL));
    all.push(...own);
  }
  rows.push(row("all of these", "ms", all, SEARCH_GOAL));
  return {
    title: "Search by contained words",
    rows,
    notes: [
      "Of three questions one is for the first page, the others begin at a random moment, in either order.",
    ],
  };
}

const words = (...qs: readonly string[]): Query[] => qs.map((q) => ({ q }));
const tabbed = (status: string | null, query: Query): Query =>
  status === null ? query : { status, ...query };
const pathOf = (query: Query) => `/api/tasks?${new URLSearchParams(query)}`;

/** From a random moment of all the time that has tasks. */
function deep(random: Random, sort: (typeof SORTS)[number] | typeof BY_COMPLETION, query: Query): Query {
  const at = new Date(Date.now() - random.between(0, DAYS) * DAY_MS).toISOString();
  const cursor = encodeCursor(sort, { reads: "after", position: { part: 0, at, id: NOBODY } });
  return { ...query, sort, cursor };
}

async function filtersOf({ databaseUrl, backlog }: ListStage): Promise<Record<string, Query>> {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ id: string }>(
      "SELECT batch_id AS id FROM task WHERE batch_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    ),
  );
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  return {
    "no filter": {},
    "a frequent workflow": { workflowId: "w0" },
    "a rare workflow": { workflowId: "w57" },
    "the largest batch": { batchId: rows[0]?.id ?? NOBODY },
    "an account": { accountId: backlog.accountIds[1] ?? NOBODY },
    "any error": { hasError: "true" },
    "one reason": { reasonCode: "OUT_OF_MEMORY" },
    "a month": { createdAfter: daysAgo(130), createdBefore: daysAgo(100) },
  };
}
