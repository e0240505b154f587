/** The doctor sees what is wrong from beside HubQueue, whether that runs or not. */

import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "@/lib/diagnosis";
import { processState } from "../process-state";
import { type Doors, openDoors } from "../testing/doors";
import { type Harness, startHarness, until } from "../testing/harness";
import { API_TOKEN } from "../testing/house";
import { checkPort } from "./check-port";
import { embeddedDatabaseUrl } from "./embedded";
import { examine } from "./examine";
import { reportAsJson, reportAsText } from "./report";

/** As the harness has it. */
const APP_SECRET = "a secret for tests only";

let harness: Harness;
let doors: Doors;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  harness = await startHarness({ config: { apiToken: API_TOKEN } });
  doors = await openDoors(harness.app);
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-doctor-"));
  const { databaseUrl, dataDir } = harness.app.config;
  environment = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(doors.port),
    APP_SECRET,
    API_TOKEN,
  };
  await until("a leader", async () => harness.app.scheduler.isLeader());
});
afterAll(async () => {
  await doors.close();
  await harness.stop();
  await rm(folder, { recursive: true });
});

const outcomes = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ check, outcome }) => [check, outcome]));

it("of a HubQueue that runs and is well, it finds nothing wrong, and tells no secret", async () => {
  const findings = await examine(environment);
  expect(findings.filter(({ verdict }) => verdict === "problem")).toEqual([]);
  expect(outcomes(findings)).toMatchObject({
    configuration: "ok",
    port: "answers",
    queue: "ok",
    account: "ok",
  });
  const told = reportAsText(findings) + reportAsJson(findings);
  expect(told).toMatch(/^ok {7}Database: PostgreSQL \d/m);
  expect(told).toContain("No problem");
  const { password } = new URL(harness.app.config.databaseUrl);
  for (const secret of [API_TOKEN, APP_SECRET, password].filter(Boolean)) expect(told).not.toContain(secret);
});

it("names every setting that makes no sense, and looks no further", async () => {
  const findings = await examine({ ...environment, MAX_CONCURRENT_TASKS: "many", LOG_LEVEL: "loud" });
  expect(findings.map(({ outcome, facts }) => `${outcome} ${facts.problem}`)).toEqual([
    expect.stringMatching(/^wrong MAX_CONCURRENT_TASKS /),
    expect.stringMatching(/^wrong LOG_LEVEL /),
  ]);
  expect(reportAsText(findings)).toContain("2 problems");
});

describe("without DATABASE_URL", () => {
  const home = () => path.join(folder, "postgres");

  it("a folder without a database is one that was never started, and stays empty", async () => {
    const findings = await examine({ DATA_DIR: folder, PORT: "0" });
    expect(outcomes(findings)).toMatchObject({ database: "none", dataDir: "ok", port: "free" });
    expect((await readdir(folder)).filter((name) => name !== "tmp")).toEqual([]);
  });

  it("the embedded one is found, also where it had to live elsewhere, and told when it does not run", async () => {
    await mkdir(path.join(home(), "cluster"), { recursive: true });
    await writeFile(path.join(home(), "port"), "1\n");
    await writeFile(path.join(home(), "password"), "pass/word\n");
    const url = "postgresql://hubqueue:pass%2Fword@127.0.0.1:1/hubqueue";
    expect(await embeddedDatabaseUrl(folder)).toBe(url);
    const elsewhere = path.join(folder, "data");
    await mkdir(elsewhere);
    await writeFile(path.join(elsewhere, "postgres.location"), `${home()}\n`);
    expect(await embeddedDatabaseUrl(elsewhere)).toBe(url);
    const findings = await examine({ DATA_DIR: folder, PORT: "0" });
    expect(outcomes(findings)).toMatchObject({ database: "unreachable" });
    expect(reportAsText(findings)).not.toContain("pass/word");
  });
});

describe("a port", () => {
  const outcomeOf = async (port: number) => (await checkPort("127.0.0.1", port)).outcome;

  it("is HubQueue’s, ready or not", async () => {
    expect(await outcomeOf(doors.port)).toBe("answers");
    processState().draining = true;
    expect(await checkPort("127.0.0.1", doors.port)).toMatchObject({
      outcome: "notReady",
      facts: { reason: "server: shutting down" },
    });
    processState().draining = false;
  });

  it("is another program’s, or free", async () => {
    const other = createServer((_request, response) => response.end("something else"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    // A listening TCP server's address is never a pipe name.
    const { port } = other.address() as AddressInfo;
    expect(await outcomeOf(port)).toBe("taken");
    await new Promise((resolve) => {
      other.close(resolve);
      other.closeAllConnections();
    });
    expect(await outcomeOf(port)).toBe("free");
  });
});
