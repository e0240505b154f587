/** The product over real sockets, in real time: simulator, PostgreSQL, and ways to them that can go silent. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { createTaskSchema } from "@/lib/task-schemas";
import type { Container } from "../../container";
import { connect, type Database } from "../../persistence/prisma";
import { type Simulator, startSimulator } from "../../runninghub/simulator/server";
import { createTestDatabase, type TestDatabase } from "../database";
import { ADMIN, TEXT_TO_IMAGE } from "../harness";
import { HalfOpenProxy } from "../processes/half-open-proxy";
import { until } from "../processes/until";
import { DatabaseSwitch } from "./database-switch";
import { Gate } from "./gate";
import { type Observed, Observer } from "./observer";
import type { Outcome } from "./row";
import { socketProduct } from "./socket-product";

interface Parts {
  readonly database: TestDatabase;
  readonly simulator: Simulator;
  readonly toRunningHub: HalfOpenProxy;
  readonly toDatabase: HalfOpenProxy;
  /** Used when results are fetched through it: see `filesFrom`. */
  readonly toFiles: HalfOpenProxy;
  readonly dataDir: string;
}

/** Longer than any test, unless it is finished. */
const RUN_MS = 600_000;
/** The pauses between tries are shorter; what is held longer is under way. */
const LONGEST_PAUSE_SECONDS = 130;

export class SocketStage {
  /** For answers of RunningHub (by the last part of the call's address) and files ("file") that have come. */
  readonly gate = new Gate();
  readonly databaseSwitch: DatabaseSwitch;
  /** Origin from which results are fetched in place of their own. */
  filesFrom: string | null = null;
  private taskId = "";
  private readonly log: string[] = [];
  private readonly app: Container;
  /** Past the proxy. */
  private readonly direct: Database;
  private readonly observer: Observer;

  static async set(): Promise<SocketStage> {
    const database = await createTestDatabase();
    const simulator = await startSimulator({ settings: { queueMs: 0, runMs: RUN_MS, cancelDelayMs: 50 } });
    const stage = new SocketStage({
      database,
      simulator,
      toRunningHub: await HalfOpenProxy.start(simulator.port),
      toDatabase: await HalfOpenProxy.start(Number(new URL(database.url).port)),
      toFiles: await HalfOpenProxy.start(simulator.port),
      dataDir: await mkdtemp(path.join(tmpdir(), "hubqueue-faults-")),
    });
    await stage.app.start();
    await until("a leader", async () => stage.app.scheduler.isLeader());
    return stage;
  }

  private constructor(private readonly parts: Parts) {
    const { database, toRunningHub, toDatabase, dataDir } = parts;
    this.direct = connect({ databaseUrl: database.url, poolSize: 2 });
    this.observer = new Observer(this.direct);
    this.databaseSwitch = new DatabaseSwitch(database.url);
    const databaseUrl = new URL(database.url);
    databaseUrl.host = `127.0.0.1:${toDatabase.port}`;
    this.app = socketProduct({
      databaseUrl: databaseUrl.href,
      runningHubUrl: `http://127.0.0.1:${toRunningHub.port}`,
      dataDir,
      gate: this.gate,
      fileAddress: (url) => (this.filesFrom === null ? url : this.filesFrom + new URL(url).pathname),
      logged: (line) => void this.log.push(line),
    });
  }

  get toRunningHub(): HalfOpenProxy {
    return this.parts.toRunningHub;
  }

  get toDatabase(): HalfOpenProxy {
    return this.parts.toDatabase;
  }

  get toFiles(): HalfOpenProxy {
    return this.parts.toFiles;
  }

  /** Runs that RunningHub has begun. */
  get runs(): number {
    return this.parts.simulator.engine.ledger.entries().filter(({ accepted }) => accepted).length;
  }

  async begin(): Promise<void> {
    const { workflowId, nodeId, fieldName } = TEXT_TO_IMAGE;
    const nodeInfoList = [{ nodeId, fieldName, fieldValue: "the task" }];
    const task = createTaskSchema.parse({ workflowId, nodeInfoList, start: true });
    this.taskId = (await this.app.taskIntake.create(ADMIN, task)).id;
  }

  async beginAndRun(): Promise<void> {
    await this.begin();
    await until("the run", async () => (await this.outcome()).status === "RUNNING");
  }

  async stop(): Promise<void> {
    await this.app.taskController.stop(ADMIN, this.taskId);
  }

  /** The task's time limit is over now. */
  async passLimit(): Promise<void> {
    await this.direct.$executeRaw`UPDATE task SET timeout_at = clock_timestamp()`;
  }

  /** RunningHub comes to the end of what runs there. */
  finishRun(): Promise<void> {
    return this.control("advance", { ms: RUN_MS + 1_000 });
  }

  /** A fault of the simulator's own, from now on. */
  async simulatorFault(call: string, fault: object, count: number | null): Promise<void> {
    await this.control("faults", { match: { call }, fault, count });
  }

  /** Until the product has logged this so often since the last time that was asked. */
  async hasLogged(words: RegExp, times = 1): Promise<void> {
    await until(
      `${words} to be logged`,
      async () => this.log.filter((line) => words.test(line)).length >= times,
    );
    this.log.length = 0;
  }

  async comesTo(wanted: Outcome): Promise<void> {
    let seen: Observed | null = null;
    const same = async () => {
      seen = await this.outcome();
      return isDeepStrictEqual(seen, wanted);
    };
    await until("the state", same, 20_000).catch(() => expect(seen).toEqual(wanted));
  }

  /** Until nothing is left to do; pauses before another try are cut short. */
  async rests(): Promise<void> {
    await until("rest", async () => {
      await this.cutPauses();
      return this.observer.atRest();
    });
  }

  async cutPauses(): Promise<void> {
    await this.direct.$executeRaw`
      UPDATE output SET next_try_at = clock_timestamp()
      WHERE next_try_at < clock_timestamp() + ${LONGEST_PAUSE_SECONDS}::float8 * interval '1 second'`;
    await this.direct.$executeRaw`UPDATE attempt SET cancel_sent_at = cancel_sent_at - interval '1 minute'`;
  }

  outcome(): Promise<Observed> {
    return this.observer.outcome(this.taskId);
  }

  async strike(): Promise<void> {
    this.gate.release();
    await this.app.stop();
    const { simulator, toRunningHub, toDatabase, toFiles, database, dataDir } = this.parts;
    await Promise.all([toRunningHub.close(), toDatabase.close(), toFiles.close()]);
    await Promise.all([simulator.close(), this.direct.$disconnect()]);
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }

  /** Past the proxy. */
  private async control(where: string, body: object): Promise<void> {
    const answer = await fetch(`${this.parts.simulator.url}/__control/${where}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`control ${where}: ${answer.status} ${await answer.text()}`);
  }
}
