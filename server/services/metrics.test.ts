/** Every figure that operators are promised is there, and counts. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Harness, startHarness, until } from "../testing/harness";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** The value of a line such as `hubqueue_tasks{status="SUCCESS"}`; null when there is none. */
function valueIn(text: string, line: string): number | null {
  const found = text.split("\n").find((one) => one.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
}

const value = async (line: string) => valueIn(await harness.app.metrics.render(), line);

it("counts what a task goes through: submit, looks, changes that are told, leadership, connections", async () => {
  const { id } = await harness.createTask("counted");
  await harness.reaches(id, "SUCCESS");
  await until("a told change", async () => ((await value("hubqueue_event_lag_seconds_count")) ?? 0) > 0);
  const text = await harness.app.metrics.render();
  expect(valueIn(text, 'hubqueue_submits_total{outcome="accepted"}')).toBe(1);
  expect(valueIn(text, 'hubqueue_submits_total{outcome="unknown"}')).toBe(0);
  expect(valueIn(text, 'hubqueue_runninghub_call_seconds_count{call="create"}')).toBe(1);
  expect(valueIn(text, 'hubqueue_runninghub_call_seconds_count{call="query"}')).toBeGreaterThan(0);
  expect(valueIn(text, "hubqueue_leader_changes_total")).toBe(1);
  expect(valueIn(text, "hubqueue_scheduler_leader")).toBe(1);
  expect(valueIn(text, "hubqueue_slot_idle_seconds_count")).toBe(1);
  expect(valueIn(text, 'hubqueue_tasks{status="SUCCESS"}')).toBe(1);
  expect(valueIn(text, 'hubqueue_slots{state="free"}')).not.toBeNull();
  expect(valueIn(text, 'hubqueue_database_connections{state="idle"}')).not.toBeNull();
  expect(valueIn(text, "hubqueue_scheduler_pass_age_seconds")).toBeLessThan(60);
});

it("counts a submit without an answer, and shows the slot that it holds", async () => {
  await harness.control("faults", { match: { call: "create" }, fault: { type: "drop-after" }, count: 1 });
  const { id } = await harness.createTask("lost");
  await harness.says(id, "SUBMIT_UNSETTLED");
  expect(await value('hubqueue_submits_total{outcome="unknown"}')).toBe(1);
  expect(await value('hubqueue_slots{state="unknown"}')).toBe(1);
});

it("is documented, figure by figure", async () => {
  const page = readFileSync(new URL("../../docs/deploy.md", import.meta.url), "utf8");
  const documented = new Set([...page.matchAll(/`(hubqueue_\w+)/g)].map(([, name]) => name));
  const text = await harness.app.metrics.render();
  const told = new Set([...text.matchAll(/^# TYPE (hubqueue_\w+)/gm)].map(([, name]) => name));
  expect([...documented].sort()).toEqual([...told].sort());
});
