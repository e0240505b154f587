/**
 * `npm run bench:queue`: what the queue costs and how fast it reacts, each figure beside what it is compared with in the
 * same run. Prints a table; judges nothing. Fails only when something could not be measured.
 *
 *     npm run bench:queue -- [--quick] [--only claims,peers,slots,takeover,feed] [--json] [--write docs/performance.md]
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measureClaims } from "./claims";
import { measureFeed } from "./feed";
import { openGround } from "./ground";
import { describeMachine } from "./machine";
import { closeOwnLines } from "./own-lines";
import { measurePeers } from "./peers";
import { asText, type Section, withReport } from "./report";
import { FULL, QUICK } from "./scale";
import { measureSlots } from "./slots";
import { measureTakeovers } from "./takeovers";

const SECTIONS = {
  claims: measureClaims,
  peers: measurePeers,
  slots: measureSlots,
  takeover: measureTakeovers,
  feed: measureFeed,
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
const names = (values.only ?? Object.keys(SECTIONS).join()).split(",");
const unknown = names.filter((name) => !isName(name));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(", ")}. There are: ${Object.keys(SECTIONS).join(", ")}.`);
  process.exit(2);
}
const scale = values.quick ? QUICK : FULL;
const say = (what: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);

const machine = describeMachine();
const ground = await openGround(scale.diskBytes);
// Being stopped must not leave gigabytes behind; the database itself ends with this process.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void ground.stop().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
const sections: Section[] = [];
try {
  for (const name of names.filter(isName)) {
    try {
      sections.push(await SECTIONS[name](ground, scale, say));
    } catch (error) {
      process.exitCode = 1;
      say(
        `${name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      const reason = error instanceof Error ? error.message : String(error);
      sections.push({ title: name, rows: [], notes: [`Not measured: ${reason.split("\n")[0]}`] });
    }
  }
} finally {
  await closeOwnLines(ground);
  await ground.stop();
}

const report = {
  at: new Date().toISOString().slice(0, 10),
  machine: machine(ground.version),
  quick: values.quick,
  sections,
};
console.log(values.json ? JSON.stringify(report, null, 2) : asText(report));
if (values.write) await writeFile(values.write, withReport(await readFile(values.write, "utf8"), report));
// The real processes of the takeovers have been seen to keep this one alive after the report.
process.exit();
