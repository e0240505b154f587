/**
 * `npm run bench:gallery`: pages of the gallery, and the dashboard, over a million tasks with two million results. Prints a
 * table; judges nothing.
 *
 *     npm run bench:gallery -- [--quick] [--json] [--write docs/performance.md]
 *
 * It measures the product as it is built: run `npm test -- --only=build` (or `npm start` once) after a change.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measureGallery } from "./gallery-api";
import { fillGallery } from "./gallery-backlog";
import { openGround, withClient } from "./ground";
import { fillList } from "./list-backlog";
import { measureDashboard } from "./list-dashboard";
import { residentMemory, startProduct } from "./list-stage";
import { describeMachine } from "./machine";
import { asText, type Section, withReport } from "./report";

const FULL = { tasks: 1_000_000, each: 60, dashboards: 12, diskBytes: 12e9 };
const QUICK = { tasks: 50_000, each: 15, dashboards: 3, diskBytes: 2e9 };

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    write: { type: "string" },
  },
});
const scale = values.quick ? QUICK : FULL;
const say = (what: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);

const machine = describeMachine();
const ground = await openGround(scale.diskBytes);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void ground.stop().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
let product: Awaited<ReturnType<typeof startProduct>> | null = null;
try {
  const databaseUrl = await ground.database("gallery", "product");
  const [backlog, results] = await withClient(databaseUrl, async (client) => {
    const tasks = await fillList(client, scale.tasks, say);
    return [tasks, await fillGallery(client, say)] as const;
  });
  product = await startProduct(databaseUrl);
  const stage = { databaseUrl, backlog, product, say };
  const gallery = await measureGallery({ ...stage, results, each: scale.each });
  const dashboard = await measureDashboard({ ...stage, scale: { each: scale.dashboards } });
  const room: Section = {
    title: "What a server needs for them",
    rows: [await databaseSize(databaseUrl), await residentMemory(product)],
  };
  const report = {
    at: new Date().toISOString().slice(0, 10),
    machine: machine(ground.version),
    quick: values.quick,
    sections: [gallery, dashboard, room],
  };
  console.log(values.json ? JSON.stringify(report, null, 2) : asText(report));
  if (values.write)
    await writeFile(values.write, withReport(await readFile(values.write, "utf8"), report, "bench:gallery"));
} finally {
  await product?.dispose();
  await ground.stop();
}
process.exit();

/** Tables, indexes and everything else of the filled database. */
async function databaseSize(databaseUrl: string) {
  const { rows } = await withClient(databaseUrl, (client) =>
    client.query<{ bytes: string }>("SELECT pg_database_size(current_database()) AS bytes"),
  );
  const [row] = rows;
  return {
    figure: "the database on the disk",
    unit: "MB" as const,
    spread: { p50: Number(row?.bytes) / 1e6 },
    samples: "1",
  };
}
