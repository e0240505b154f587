/**
 * `npm run bench:create`: ten thousand tasks in one call, several times. Prints a table; judges nothing.
 *
 *     npm run bench:create -- [--quick] [--json] [--write docs/performance.md]
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measureCreation } from "./creation";
import { openGround } from "./ground";
import { describeMachine } from "./machine";
import { asText, withReport } from "./report";

const FULL = { rows: 10_000, calls: 6 };
const QUICK = { rows: 1_000, calls: 3 };
const DISK_BYTES = 1e9;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    write: { type: "string" },
  },
});
const say = (what: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);

const machine = describeMachine();
const ground = await openGround(DISK_BYTES);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void ground.stop().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
try {
  const section = await measureCreation(ground, values.quick ? QUICK : FULL, say);
  const report = {
    at: new Date().toISOString().slice(0, 10),
    machine: machine(ground.version),
    quick: values.quick,
    sections: [section],
  };
  console.log(values.json ? JSON.stringify(report, null, 2) : asText(report));
  if (values.write)
    await writeFile(values.write, withReport(await readFile(values.write, "utf8"), report, "bench:create"));
} finally {
  await ground.stop();
}
