import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Doors, openDoors } from "@/server/testing/doors";
import { type Harness, startHarness, TEXT_TO_IMAGE, until } from "@/server/testing/harness";
import { API_TOKEN } from "@/server/testing/house";
import { answerJson, type SeenRequest, startStubServer } from "@/server/testing/stub-server";
import { doctor } from "./doctor.js";
import { programOf } from "./program.js";
import { runCli } from "./run-cli.js";

const { workflowId } = TEXT_TO_IMAGE;
let harness: Harness;
let doors: Doors;
let folder: string;

beforeAll(async () => {
  harness = await startHarness({
    config: { apiToken: API_TOKEN, maxConcurrentTasks: 3 },
    simulator: { limit: 3 },
  });
  doors = await openDoors(harness.app);
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-cli-"));
});
afterAll(async () => {
  await doors.close();
  await harness.stop();
  await rm(folder, { recursive: true });
});

/** A terminal that remembers. */
function terminal(isTTY = false) {
  const said = { out: "", err: "" };
  const screen = (name: keyof typeof said) => ({
    isTTY,
    write: (text: string) => {
      said[name] += text;
    },
  });
  return { said, stdout: screen("out"), stderr: screen("err") };
}

async function hubqueue(...words: string[]) {
  const { said, ...screens } = terminal();
  const env = { HUBQUEUE_URL: doors.url, HUBQUEUE_TOKEN: API_TOKEN };
  const exitCode = await runCli(words, { env, ...screens });
  return { exitCode, ...said };
}

/** What was asked of a server in front of HubQueue, asked of HubQueue. */
async function passOn({ path: at, headers }: SeenRequest, response: ServerResponse): Promise<void> {
  const { authorization = "" } = headers;
  const answer = await fetch(`${doors.url}${at}`, { headers: { authorization } });
  answerJson(response, await answer.text(), answer.status);
}

async function aFile(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

const aTask = (description: string) => ({ workflowId, description });
const countMatching = async (q: string) => (await harness.app.taskQueries.countMatching({ q })).count;

describe("hubqueue create", () => {
  it("makes one batch of a file, however often it is called", async () => {
    const file = await aFile(
      "twice.json",
      JSON.stringify({ name: "Twice", tasks: [aTask("twice"), aTask("twice")] }),
    );
    const first = await hubqueue("create", file);
    expect(first).toMatchObject({ exitCode: 0, err: expect.stringContaining("2 tasks created, 0 refused.") });
    const second = await hubqueue("create", file);
    expect(second).toMatchObject({
      exitCode: 0,
      out: first.out,
      err: expect.stringContaining("created before"),
    });
    expect(await countMatching("twice")).toBe(2);
    expect((await harness.app.batches.get(first.out.trim())).name).toBe("Twice");
    expect((await hubqueue("create", file, "--again")).out).not.toBe(first.out);
    expect(await countMatching("twice")).toBe(4);
  });

  it("reads a sheet: a column is a property or an input, an empty cell nothing", async () => {
    const sheet = `description,timeoutMinutes,2.text,5.seed\n"a sheet, row one",20,"a ""quoted"" garden",18446744073709551615\na sheet two,,,\n`;
    const { exitCode, out } = await hubqueue(
      "create",
      await aFile("sheet.csv", sheet),
      "--workflow",
      workflowId,
    );
    expect(exitCode).toBe(0);
    const { items } = await harness.app.taskQueries.list({
      batchId: out.trim(),
      sort: "createdAt",
      limit: 10,
    });
    expect(items.map(({ description, timeoutMinutes }) => [description, timeoutMinutes])).toEqual([
      ["a sheet, row one", 20],
      ["a sheet two", null],
    ]);
    expect(items[0]?.nodeInfoList).toEqual([
      { nodeId: "2", fieldName: "text", fieldValue: 'a "quoted" garden' },
      { nodeId: "5", fieldName: "seed", fieldValue: "18446744073709551615" },
    ]);
    expect(items[1]?.nodeInfoList).toEqual([]);
  });

  it("keeps every digit of a number in JSON", async () => {
    const text = `[{"workflowId":"${workflowId}","nodeInfoList":[{"nodeId":"5","fieldName":"seed","fieldValue":9007199254740993}]}]`;
    const { out } = await hubqueue("create", await aFile("digits.json", text));
    const { items } = await harness.app.taskQueries.list({
      batchId: out.trim(),
      sort: "createdAt",
      limit: 10,
    });
    expect(items[0]?.nodeInfoList[0]?.fieldValue).toBe("9007199254740993");
  });

  it("creates nothing of a file with bad rows, so that the corrected file makes each task once", async () => {
    const good = `description,workflowId\ncorrected one,${workflowId}\n`;
    const file = await aFile("corrected.csv", `${good}corrected two,a b\n`);
    const first = await hubqueue("create", file, "--start");
    expect(first).toMatchObject({ exitCode: 2, out: "" });
    expect(first.err).toMatch(/^task 2: .*workflowId/m);
    expect(first.err).toContain("Nothing was created: 1 of 2 refused.");
    expect(first.err).toContain("--partial");
    expect(await countMatching("corrected")).toBe(0);
    await aFile("corrected.csv", `${good}corrected two,${workflowId}\n`);
    expect((await hubqueue("create", file, "--start")).exitCode).toBe(0);
    expect(await countMatching("corrected")).toBe(2);
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining("corrected.refused"));
    const refused = await hubqueue("create", await aFile("all.json", '[{"workflowId":"a b"}]'), "--json");
    expect(refused.exitCode).toBe(2);
    expect(JSON.parse(refused.out)).toMatchObject({
      created: 0,
      failed: [{ index: 0, code: "INVALID_INPUT" }],
    });
  });

  it("with --partial creates the good rows, and keeps the others in a file that is sent alone", async () => {
    const rows = `"sepa,rate one";${workflowId};\nseparate two;a b;"a ""quoted""; 花园"\nseparate three;${workflowId};\n`;
    const file = await aFile("partial.csv", `\uFEFFdescription;workflowId;2.text\n${rows}`);
    const first = await hubqueue("create", file, "--partial");
    expect(first.exitCode).toBe(1);
    expect(first.err).toContain("2 tasks created, 1 refused.");
    const kept = path.join(folder, `partial.refused-${first.out.trim().slice(-6)}.csv`);
    expect(first.err).toContain(`${kept}. Correct them there, and send only that file`);
    const text = await readFile(kept, "utf8");
    expect(text).toBe(`\uFEFFdescription;workflowId;2.text\nseparate two;a b;"a ""quoted""; 花园"\n`);

    // Called once more by mistake, it creates nothing and leaves what was corrected.
    await writeFile(kept, text.replace("a b", workflowId));
    expect(await hubqueue("create", file, "--partial")).toMatchObject({
      exitCode: 1,
      out: first.out,
      err: expect.stringContaining("created before"),
    });
    expect((await hubqueue("create", kept)).exitCode).toBe(0);
    expect(await countMatching("separate")).toBe(2);
    expect(await countMatching("sepa,rate")).toBe(1);
  });

  it("keeps refused rows of JSON as they stand, with the name of the batch and every digit", async () => {
    const bad = { workflowId: "a b", nodeInfoList: [{ nodeId: "5", fieldName: "seed", fieldValue: 1 }] };
    const text = JSON.stringify({ name: "Named", tasks: [bad, aTask("kept as JSON")] });
    const file = await aFile("kept.json", text.replace('"fieldValue":1', '"fieldValue":9007199254740993'));
    const { out, exitCode } = await hubqueue("create", file, "--partial", "--workflow", workflowId, "--json");
    expect(exitCode).toBe(1);
    const { batchId } = JSON.parse(out);
    const kept = await readFile(path.join(folder, `kept.refused-${batchId.slice(-6)}.json`), "utf8");
    const [input] = bad.nodeInfoList;
    expect(JSON.parse(kept)).toEqual({
      name: "Named",
      tasks: [{ ...bad, nodeInfoList: [{ ...input, fieldValue: "9007199254740993" }] }],
    });
  });

  it.each([
    ["missing.json", null, "cannot be read"],
    ["broken.json", "{", "is not JSON"],
    ["other.json", '{"rows":[]}', "must hold a list of tasks"],
    ["empty.json", "[]", "no tasks"],
    ["column.csv", "workflowId,colour\n1,red\n", '"colour"'],
  ])("says what is wrong with %s, and exits with 2", async (name, text, words) => {
    const file = text === null ? path.join(folder, name) : await aFile(name, text);
    const { exitCode, err } = await hubqueue("create", file);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
  });
});

describe("hubqueue list", () => {
  it("prints a line per task, newest first, of those that match, page after page", async () => {
    const tasks = Array.from({ length: 205 }, (_, index) => aTask(`listed ${index}`));
    const { out: batch } = await hubqueue("create", await aFile("many.json", JSON.stringify(tasks)));
    const { out } = await hubqueue("list", "--batch", batch.trim(), "--status", "ready", "--limit", "203");
    const lines = out.trim().split("\n");
    expect(lines).toHaveLength(203);
    expect(lines[0]).toMatch(/^[0-9a-f-]{36} {2}READY {4}.* · listed 204$/);
    const { out: json } = await hubqueue("list", "--q", "listed 7", "--limit", "1", "--json");
    expect(JSON.parse(json)).toMatchObject({ workflowId, status: "READY" });
  });

  it("refuses a status that there is not", async () => {
    const { exitCode, err } = await hubqueue("list", "--status", "LOST");
    expect(exitCode).toBe(2);
    expect(err).toContain("READY, PENDING");
  });
});

describe("hubqueue start, follow, download, stop", () => {
  it("takes a batch from a file to its pictures, and copies nothing twice", async () => {
    const file = await aFile("whole.json", JSON.stringify([aTask("whole one"), aTask("whole two")]));
    const batch = (await hubqueue("create", file)).out.trim();
    expect(await hubqueue("start", "--batch", batch)).toMatchObject({
      exitCode: 0,
      out: "Started: 2. Refused: 0.\n",
    });
    const followed = await hubqueue("follow", "--batch", batch);
    expect(followed.exitCode).toBe(0);
    expect(followed.out.match(/SUCCESS/g)).toHaveLength(2);

    const to = path.join(folder, "pictures");
    const first = await hubqueue("download", batch, "--to", to);
    expect(first).toMatchObject({ exitCode: 0, out: `2 copied to ${to}, 0 were there, 0 missing.\n` });
    const [one = "", two = ""] = (await readdir(to)).sort();
    const whole = await readFile(path.join(to, one));
    expect([one, two]).toEqual([
      expect.stringMatching(/^0001-1-\w{6}\.png$/),
      expect.stringMatching(/^0002-1/),
    ]);
    await rm(path.join(to, two));
    // As a transfer leaves it that was cut off.
    await writeFile(path.join(to, `${two}.part`), "");
    await truncate(path.join(to, one), 10);
    expect((await hubqueue("download", batch, "--to", to)).out).toContain("2 copied");
    expect(await readFile(path.join(to, one))).toEqual(whole);
    expect((await hubqueue("download", batch, "--to", to)).out).toContain("0 copied");
    expect((await readdir(to)).sort()).toEqual([one, two]);

    const again = await hubqueue("stop", "--batch", batch);
    expect(again).toMatchObject({ exitCode: 1, out: "Stopped: 0. Refused: 2.\n" });
    expect(again.err).toContain("2 × INVALID_TRANSITION, was SUCCESS");
  });

  it("goes on with a file where an earlier transfer ended", async () => {
    const { id } = await harness.createTask("half a file");
    await hubqueue("follow", id);
    const to = path.join(folder, "half");
    await hubqueue("download", id, "--to", to);
    const [name = ""] = await readdir(to);
    const whole = await readFile(path.join(to, name));
    await rm(path.join(to, name));
    // Bytes that only stay when the rest is added to them.
    const begun = Buffer.concat([Buffer.from("begun"), whole.subarray(5, 20)]);
    await writeFile(path.join(to, `${name}.part`), begun);
    expect((await hubqueue("download", id, "--to", to)).exitCode).toBe(0);
    const ended = await readFile(path.join(to, name));
    expect(ended.subarray(0, 20)).toEqual(begun);
    expect(ended.subarray(20)).toEqual(whole.subarray(20));
  });

  it("counts a result that cannot be had as missing, says why, and brings the others", async () => {
    const tasks = ["one", "two", "three"].map((name) => aTask(`partly there ${name}`));
    const file = await aFile("partly.json", JSON.stringify(tasks));
    const batch = (await hubqueue("create", file, "--start")).out.trim();
    await hubqueue("follow", "--batch", batch);
    const of = { task: { batchId: batch, batchRow: 1 } };
    // As if its file had been removed by hand.
    const { db } = harness.app;
    await db.output.updateMany({ where: of, data: { fileKey: "results/removed-by-hand", size: null } });
    const to = path.join(folder, "partly");
    const { exitCode, out, err } = await hubqueue("download", batch, "--to", to);
    expect([exitCode, out]).toEqual([1, `2 copied to ${to}, 0 were there, 1 missing.\n`]);
    expect(err).toMatch(/^0002-1-\w{6}\.png: The file is not on this server any more$/m);
    expect((await readdir(to)).map((name) => name.slice(0, 4)).sort()).toEqual(["0001", "0003"]);
  });

  it("gives up when HubQueue has gone meanwhile, and tells what came", async () => {
    const { id } = await harness.createTask("away meanwhile");
    await hubqueue("follow", id);
    const way = await startStubServer((request, response) => {
      if (request.path.startsWith("/api/outputs/")) response.destroy();
      else void passOn(request, response);
    });
    const to = path.join(folder, "away");
    const { exitCode, out, err } = await hubqueue("download", id, "--to", to, "--url", way.url);
    await way.close();
    expect([exitCode, out]).toEqual([2, `0 copied to ${to}, 0 were there, 1 missing.\n`]);
    expect(err).toContain("Is HubQueue running there?");
  });

  it("exits with 1 when a task it follows fails", async () => {
    await harness.control("tasks/next", { state: "FAILED", failure: "oom" });
    const { id } = await harness.createTask("fails");
    const { exitCode, out } = await hubqueue("follow", id);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/FAILED {3}.*OUT_OF_MEMORY/);
  });

  it("shows a bar where a person watches", async () => {
    const { id } = await harness.createTask("watched");
    const { said, ...screens } = terminal(true);
    const env = { HUBQUEUE_URL: doors.url, HUBQUEUE_TOKEN: API_TOKEN };
    expect(await runCli(["follow", id], { env, ...screens })).toBe(0);
    expect(said.err).toContain("█".repeat(24));
    expect(said.err).toMatch(/1 of 1, 0 running, 0 waiting, 0 failed\n$/);
    expect(said.out).toBe("");
  });

  it("does not wait for a task that is deleted meanwhile", async () => {
    const { id } = await harness.createTask("deleted", { start: false });
    const followed = hubqueue("follow", id);
    await until("a subscriber", async () => harness.app.taskFeed.subscribers > 0);
    await harness.app.taskController.remove({ kind: "user", id: "1", name: "a", role: "admin" }, id);
    // Deleted before it was read first, it is refused; after that, it is told.
    expect((await followed).err).toMatch(/was deleted|TASK_NOT_FOUND/);
  });
});

describe("hubqueue doctor", () => {
  it("tells how the HubQueue of this checkout is, and needs no token", async () => {
    const { said, ...screens } = terminal();
    const { databaseUrl, dataDir } = harness.app.config;
    const env = {
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: String(doors.port),
      APP_SECRET: "a secret for tests only",
    };
    await until("a leader", async () => harness.app.scheduler.isLeader());
    expect(await runCli(["doctor", "--json"], { env, ...screens }), said.err + said.out).toBe(0);
    const { findings } = JSON.parse(said.out);
    expect(findings).toContainEqual(expect.objectContaining({ check: "port", outcome: "answers" }));
    const without = terminal();
    expect(await runCli(["doctor"], { env: { ...env, MAX_CONCURRENT_TASKS: "0" }, ...without })).toBe(1);
    expect(without.said.out).toContain("PROBLEM  Configuration: MAX_CONCURRENT_TASKS");
  });

  it("says where to call it when it is called elsewhere", async () => {
    await expect(doctor({ env: {}, ...terminal() }, {}, folder)).rejects.toThrow("in the folder of HubQueue");
  });
});

describe("hubqueue", () => {
  it("has help for every command", async () => {
    const { exitCode, out } = await hubqueue("--help");
    expect(exitCode).toBe(0);
    for (const command of ["create", "list", "follow", "download", "start", "stop", "open", "doctor"]) {
      expect(out).toContain(command);
      const help = await hubqueue(command, "--help");
      expect(help).toMatchObject({ exitCode: 0, out: expect.stringContaining(`Usage: hubqueue ${command}`) });
    }
  });

  it("has every command and option on its page", () => {
    const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/cli.md"), "utf8");
    const { commands } = programOf({ env: {}, ...terminal() }, () => {});
    for (const command of commands) {
      expect(page).toContain(`\`${command.name()}`);
      for (const { long } of command.options) expect(page, command.name()).toContain(`\`${long}`);
    }
  });

  it("says what to do about a missing or wrong token, an address that is none, and a wrong command", async () => {
    const screens = terminal();
    expect(await runCli(["list"], { env: {}, ...screens })).toBe(2);
    expect(screens.said.err).toContain("HUBQUEUE_TOKEN");
    expect((await hubqueue("list", "--token", "wrong")).err).toContain("does not know this token");
    expect((await hubqueue("list", "--url", "nowhere")).err).toContain("is not an address");
    expect(await hubqueue("explode")).toMatchObject({ exitCode: 2, err: expect.stringContaining("explode") });
    expect(await hubqueue("follow")).toMatchObject({ exitCode: 2, err: expect.stringContaining("--batch") });
    expect(await hubqueue("list", "--limit", "0")).toMatchObject({ exitCode: 2 });
  });

  it("says where a task and a batch are in the browser", async () => {
    const { id } = await harness.createTask("opened", { start: false });
    expect((await hubqueue("open", id, "--print")).out).toBe(`${doors.url}/tasks/${id}\n`);
    const { exitCode, err } = await hubqueue("open", crypto.randomUUID(), "--print");
    expect([exitCode, err]).toEqual([2, expect.stringContaining("BATCH_NOT_FOUND")]);
  });
});
