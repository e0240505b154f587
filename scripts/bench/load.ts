/**
 * `npm run bench:load`: many people and programs at once on one process. Prints a table; judges nothing.
 *
 *     npm run bench:load -- [--quick] [--json] [--write docs/performance.md]
 *
 * It measures the product as it is built: run `npm test -- --only=build` (or `npm start` once) after a change. Everything
 * stays on this machine, and those who ask take their part of it.
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openGround, withClient } from "./ground";
import { fillList } from "./list-backlog";
import { startProduct } from "./list-stage";
import { measureLoad } from "./load-users";
import { describeMachine } from "./machine";
import { asText, withReport } from "./report";

const FULL = { tasks: 100_000, users: 200, streams: 50, seconds: 60 };
const QUICK = { tasks: 10_000, users: 50, streams: 10, seconds: 10 };
export type LoadScale = typeof FULL;
const DISK_BYTES = 2e9;

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
const ground = await openGround(DISK_BYTES);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void ground.stop().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
let product: Awaited<ReturnType<typeof startProduct>> | null = null;
try {
  const databaseUrl = await ground.database("load", "product");
  await withClient(databaseUrl, (client) => fillList(client, scale.tasks, say));
  product = await startProduct(databaseUrl);
  const section = await measureLoad(product, scale, say);
  const report = {
    at: new Date().toISOString().slice(0, 10),
    machine: machine(ground.version),
    quick: values.quick,
    sections: [section],
  };
  console.log(values.json ? JSON.stringify(report, null, 2) : asText(report));
  if (values.write)
    await writeFile(values.write, withReport(await readFile(values.write, "utf8"), report, "bench:load"));
} finally {
  await product?.dispose();
  await ground.stop();
}
process.exit();
