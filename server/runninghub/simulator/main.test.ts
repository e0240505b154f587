import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const main = path.join(import.meta.dirname, "main.ts");
const env = { ...process.env, SIMULATOR_PORT: "0" };

function watched(child: ChildProcess): ChildProcess {
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test("a forked simulator reports ready with its address and ends when its parent lets go", {
  timeout: 30_000,
}, async () => {
  const child = watched(
    fork(main, { execArgv: ["--import", "tsx"], env, stdio: ["ignore", "ignore", "inherit", "ipc"] }),
  );
  const [message] = await once(child, "message");
  expect(message).toEqual({
    type: "ready",
    port: expect.any(Number),
    url: `http://127.0.0.1:${message.port}`,
  });
  expect((await fetch(`${message.url}/__control/health`)).status).toBe(200);
  const ended = once(child, "exit");
  child.disconnect();
  expect(await ended).toEqual([0, null]);
});

test("SIGTERM ends it cleanly, even with a call hanging", { timeout: 30_000 }, async () => {
  const child = watched(
    spawn(process.execPath, ["--import", "tsx", main], { env, stdio: ["ignore", "pipe", "inherit"] }),
  );
  const [chunk] = await once(child.stdout ?? child, "data");
  const url = /http:\/\/\S+/.exec(String(chunk))?.[0] ?? "";
  const fault = JSON.stringify({ fault: { type: "hang" } });
  await fetch(`${url}/__control/faults`, { method: "POST", body: fault });
  const hanging = expect(fetch(`${url}/task/openapi/status`, { method: "POST" })).rejects.toThrow();
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  await hanging;
});

test("a flag that is no number stops the start with a readable line", { timeout: 30_000 }, async () => {
  const child = watched(
    spawn(process.execPath, ["--import", "tsx", main, "--limit", "many"], {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    }),
  );
  const ended = once(child, "exit");
  const [chunk] = await once(child.stderr ?? child, "data");
  expect(String(chunk)).toContain('limit must be a number that is not negative, not "many"');
  expect(await ended).toEqual([1, null]);
});
