import { fork } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

/** Runs a process with three started things, the newest of which takes for ever to stop. */
async function launch(...args) {
  const child = fork(new URL("./testing/launch-lifecycle.mjs", import.meta.url), args, { silent: true });
  const stopped = [];
  child.on("message", (name) => name !== "ready" && stopped.push(name));
  await once(child, "message");
  return { child, stopped, said: (name) => saidBy(child, stopped, name) };
}

async function saidBy(child, stopped, name) {
  while (!stopped.includes(name)) await once(child, "message");
}

test.each(["SIGTERM", "SIGINT"])("%s ends everything, newest first, with exit code 0", async (signal) => {
  const { child, stopped } = await launch("quick");
  child.kill(signal);
  expect(await once(child, "close")).toEqual([0, null]);
  expect(stopped).toEqual(["app", "simulator", "database"]);
});

test("a second signal stops waiting for the app, but still for the database", async () => {
  const { child, stopped, said } = await launch("stuck");
  child.kill("SIGINT");
  await said("app");
  await said("impatient");
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([0, null]);
  expect(stopped.filter((name) => name !== "impatient")).toEqual(["app", "simulator", "database"]);
});

test("a failure to stop one thing does not keep the others running", async () => {
  const { child, stopped } = await launch("broken");
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
  expect(stopped).toEqual(["app", "simulator", "database"]);
});
