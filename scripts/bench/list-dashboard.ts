/** The dashboard over all runs of the backlog: how long its figures take over HTTP, and how long the first count of them takes. */

import { INSIGHT_DAYS } from "@/lib/insight-schemas";
import { connect } from "@/server/persistence/prisma";
import { RunSums } from "@/server/persistence/run-sums";
import { withClient } from "./ground";
import { ask, type ListStage, row } from "./list-stage";
import type { Row, Section } from "./report";
import { timed } from "./statistics";

const DAY_MS = 86_400_000;
const GOAL = "p95 ≤ 300 ms";
const AT_ONCE = 2_000;
const RANGES = { today: 1, "7 days": 7, "30 days": 30, "90 days": 90, "a year": INSIGHT_DAYS };

/** What it needs of a stage. */
type DashboardStage = Omit<ListStage, "scale"> & { readonly scale: Pick<ListStage["scale"], "each"> };

export async function measureDashboard(stage: DashboardStage): Promise<Section> {
  const { databaseUrl, backlog, product, scale, say } = stage;
  const filledMs = await countEverything(databaseUrl);
  say(`all runs are counted after ${Math.round(filledMs / 1000)} s`);
  const [busiest] = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "SELECT workflow_id AS id FROM run_sum WHERE span = 'day' GROUP BY 1 ORDER BY sum(succeeded) DESC LIMIT 1",
    );
    return rows;
  });
  const filters: Readonly<Record<string, string>>[] = [
    {},
    { workflowId: busiest?.id ?? "w0" },
    { accountId: backlog.accountIds[0] ?? "" },
  ];
  const rows: Row[] = [];
  for (const [name, days] of Object.entries(RANGES)) {
    const samples: number[] = [];
    for (const filter of filters)
      for (let n = 0; n < scale.each; n += 1) samples.push((await ask(product, pathOf(days, filter))).ms);
    rows.push(row(`${name}: everything, a workflow, an account`, "ms", samples, GOAL));
    say(`${name} is measured`);
  }
  return {
    title: "The dashboard over HTTP",
    rows,
    notes: [
      `${backlog.tasks.toLocaleString("en")} tasks; the first count of all their runs took ${Math.round(filledMs / 1000)} s.`,
    ],
  };
}

function pathOf(days: number, filter: Readonly<Record<string, string>>): string {
  const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  const to = Date.now();
  const range = { from: dayOf(to - (days - 1) * DAY_MS), to: dayOf(to), timeZone: "Asia/Shanghai" };
  return `/api/insight?${new URLSearchParams({ ...range, ...filter })}`;
}

/** As the scheduler does it for a database from before there were sums, only without a pause. */
async function countEverything(databaseUrl: string): Promise<number> {
  const db = connect({ databaseUrl });
  const sums = new RunSums(db);
  try {
    await db.runFactFill.updateMany({ data: { done: false } });
    const { ms } = await timed(async () => {
      for (let more = true; more; ) {
        more = await sums.noteOld(AT_ONCE);
        if ((await sums.count(AT_ONCE)) > 0) more = true;
      }
    });
    await db.$executeRaw`ANALYZE run_sum, run_fact`;
    return ms;
  } finally {
    await db.$disconnect();
  }
}
