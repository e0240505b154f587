import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "@/package.json";
import { type Doors, openDoors } from "@/server/testing/doors";
import { ADMIN, type Harness, startHarness, TEXT_TO_IMAGE, until } from "@/server/testing/harness";
import { API_TOKEN } from "@/server/testing/house";
import { aPicture } from "@/server/testing/pictures";
import { HalfOpenProxy } from "@/server/testing/processes/half-open-proxy";
import { Consumer, type RunningProgram } from "./testing/consumer";
import { countPrograms, documentedPrograms } from "./testing/documented-programs";

/** Packing, installing and compiling are work of many seconds each on a small machine. */
const PREPARE_MS = 400_000;
const LIBRARIES = ["@trpc/client", "@trpc/server", "commander", "eventsource", "lossless-json", "papaparse"];
const programs = documentedPrograms();
let harness: Harness;
let doors: Doors;
let consumer: Consumer;
let complaints: string;

beforeAll(async () => {
  harness = await startHarness({
    config: { apiToken: API_TOKEN, maxConcurrentTasks: 3 },
    simulator: { limit: 3 },
  });
  doors = await openDoors(harness.app);
  consumer = await Consumer.install(new Map(programs.map(({ name, program }) => [name, program])));
  complaints = await consumer.compile();
}, PREPARE_MS);
afterAll(async () => {
  await consumer?.remove();
  await doors?.close();
  await harness?.stop();
});

const environment = (url: string) => ({ HUBQUEUE_URL: url, HUBQUEUE_TOKEN: API_TOKEN });

describe("the packed client", () => {
  it("compiles in a strict app, and refuses wrong inputs there", () => {
    expect(complaints).toBe("");
  });

  it("is of the product's version, and stands on few libraries", async () => {
    const packed = JSON.parse((await consumer.read("node_modules/hubqueue-client/package.json")).toString());
    expect(packed.version).toBe(manifest.version);
    expect(Object.keys(packed.dependencies)).toEqual(LIBRARIES);
  });

  it("has no source of the server in it, nor asks for one", async () => {
    const folder = "node_modules/hubqueue-client/dist";
    const files = await readdir(path.join(consumer.folder, folder), { recursive: true });
    const asked = new Set<string>();
    for (const file of files.filter((name) => /\.(js|d\.ts)$/.test(name))) {
      const text = (await consumer.read(path.join(folder, file))).toString();
      for (const [, from = ""] of text.matchAll(/(?:from|import) "([^"]+)"/g)) asked.add(from);
    }
    const outside = [...asked].filter((from) => !from.startsWith(".") && !from.startsWith("node:")).sort();
    expect(outside).toEqual([...LIBRARIES, "@trpc/server/observable"].sort());
  });

  it("misses nothing when its connection is cut: what happened meanwhile comes after it", async () => {
    const proxy = await HalfOpenProxy.start(doors.port);
    const removed = await harness.createTask("removed", { start: false });
    const wanted = "in the gap";
    const journey = consumer.start("journey", {
      ...environment(`http://127.0.0.1:${proxy.port}`),
      WANTED: wanted,
      RESULT_FILE: "result.png",
    });
    try {
      await heard(journey, "the first message of the stream", (line) => "seen" in line);
      proxy.silence({ newOnes: true });
      const task = await harness.app.taskIntake.create(ADMIN, {
        ...{ workflowId: TEXT_TO_IMAGE.workflowId, kind: "workflow", nodeInfoList: [] },
        ...{ description: wanted, start: true },
      });
      await harness.app.taskController.remove(ADMIN, removed.id);
      const { outputs } = await until("a kept result", async () => {
        const view = await harness.app.taskQueries.view(task.id);
        return view.outputs[0]?.state === "STORED" ? view : null;
      });
      expect(told(journey, wanted)).toEqual([]);
      proxy.heal();
      proxy.reset();

      expect(await journey.ended, journey.errors).toBe(0);
      expect(journey.lines[0]).toEqual({ done: "SUCCESS" });
      expect(told(journey, wanted)).toEqual(["SUCCESS"]);
      expect(journey.lines.filter(isRecord).flatMap((line) => line.deletedIds ?? [])).toContain(removed.id);
      expect((await consumer.read("result.png")).byteLength).toBe(outputs[0]?.size);
    } finally {
      await journey.kill();
      await proxy.close();
    }
  });
});

describe("its command", () => {
  it("runs where the package is installed", async () => {
    const words = ["hubqueue", "list", "--limit", "1", "--json"];
    const { stdout } = await promisify(execFile)("npx", ["--no-install", ...words], {
      cwd: consumer.folder,
      env: { ...process.env, ...environment(doors.url) },
    });
    expect(JSON.parse(stdout)).toHaveProperty("status");
  });
});

describe("docs/client.md", () => {
  it("has no example that is not run", () => {
    expect(programs.length).toBe(countPrograms());
    expect(programs.length).toBeGreaterThan(3);
  });

  it.each(programs)("$heading: prints what the page says", async ({ name, prints }) => {
    await writeFile(path.join(consumer.folder, "photo.png"), await aPicture());
    expect(await consumer.run(name, environment(doors.url))).toMatch(prints);
  });
});

interface Line {
  readonly done?: string;
  readonly seen?: readonly { readonly description: string | null; readonly status: string }[];
  readonly deletedIds?: readonly string[];
}

const isRecord = (line: unknown): line is Line => typeof line === "object" && line !== null;

async function heard(program: RunningProgram, what: string, fits: (line: Line) => boolean): Promise<void> {
  await until(what, async () => program.lines.filter(isRecord).some(fits));
}

/** In which statuses the program has seen the task. */
function told(program: RunningProgram, description: string): string[] {
  const seen = program.lines.filter(isRecord).flatMap((line) => line.seen ?? []);
  return [...new Set(seen.filter((task) => task.description === description).map(({ status }) => status))];
}
