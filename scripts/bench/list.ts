/**
 * `npm run bench:list`: the list over a million tasks, from the database to what a browser paints. Prints a table; judges
 * nothing. Fails only when something could not be measured.
 *
 *     npm run bench:list -- [--quick] [--only api,search,counts,page,live,streams,dashboard] [--json] [--write docs/performance.md]
 *
 * It measures the product as it is built: run `npm test -- --only=build` (or `npm start` once) after a change.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openGround, withClient } from "./ground";
import { measureApi, measureSearch } from "./list-api";
import { fillList } from "./list-backlog";
import { measureCounts } from "./list-counts";
import { measureDashboard } from "./list-dashboard";
import { measureLive } from "./list-live";
import { measurePage } from "./list-page";
import { type ListStage, startProduct } from "./list-stage";
import { measureStreams } from "./list-streams";
import { describeMachine } from "./machine";
import { asText, type Section, withReport } from "./report";

const FULL = {
  tasks: 1_000_000,
  each: 12,
  loads: 7,
  changes: 40,
  moves: 100_000,
  streams: 200,
  events: 4_000,
};
const QUICK = { tasks: 50_000, each: 3, loads: 3, changes: 8, moves: 5_000, streams: 50, events: 600 };
export type ListScale = typeof FULL;
const DISK_BYTES = { full: 9e9, quick: 1.5e9 };

// Last come those that change the tasks.
const SECTIONS = {
  api: measureApi,
  search: measureSearch,
  page: measurePage,
  live: measureLive,
  streams: measureStreams,
  dashboard: measureDashboard,
  counts: measureCounts,
};
type Name = keyof typeof SECTIONS;
const isName = (name: string): name is Name => Object.hasOwn(SECTIONS, name);

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    json: { type: "boolean", default: false },
    write: { type: "string" },
  },
});
const asked = (values.only ?? Object.keys(SECTIONS).join()).split(",");
const unknown = asked.filter((name) => !isName(name));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(", ")}. There are: ${Object.keys(SECTIONS).join(", ")}.`);
  process.exit(2);
}
const scale = values.quick ? QUICK : FULL;
const say = (what: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);

const machine = describeMachine();
const ground = await openGround(values.quick ? DISK_BYTES.quick : DISK_BYTES.full);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void ground.stop().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
const sections: Section[] = [];
let product: Awaited<ReturnType<typeof startProduct>> | null = null;
try {
  const databaseUrl = await ground.database("list", "product");
  const backlog = await withClient(databaseUrl, (client) => fillList(client, scale.tasks, say));
  product = await startProduct(databaseUrl);
  const stage: ListStage = { databaseUrl, backlog, product, scale, say };
  for (const name of Object.keys(SECTIONS).filter(isName)) {
    if (!asked.includes(name)) continue;
    try {
      sections.push(await SECTIONS[name](stage));
    } catch (error) {
      process.exitCode = 1;
      say(
        `${name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
      );
      const [reason] = String(error instanceof Error ? error.message : error).split("\n");
      sections.push({ title: name, rows: [], notes: [`Not measured: ${reason}`] });
    }
  }
} finally {
  await product?.dispose();
  await ground.stop();
}

const report = {
  at: new Date().toISOString().slice(0, 10),
  machine: machine(ground.version),
  quick: values.quick,
  sections,
};
console.log(values.json ? JSON.stringify(report, null, 2) : asText(report));
if (values.write)
  await writeFile(values.write, withReport(await readFile(values.write, "utf8"), report, "bench:list"));
process.exit();
