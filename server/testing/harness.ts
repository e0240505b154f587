/** The whole product without its pages: a real database, the real engine, and the simulator over HTTP. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/actor";
import { NO_RATES } from "@/lib/request-rates";
import type { TaskReason } from "@/lib/task-reason";
import { createTaskSchema, type TaskView } from "@/lib/task-schemas";
import type { TaskStatus } from "@/lib/task-status";
import type { Config } from "../config";
import { type Container, createContainer } from "../container";
import { createLogger, type Logger } from "../log";
import { SIMULATOR_DEFAULT_KEY } from "../runninghub/simulator/accounts";
import { type Simulator, type SimulatorOptions, startSimulator } from "../runninghub/simulator/server";
import { createTestDatabase } from "./database";

export const ADMIN: Actor = { kind: "user", id: "test", name: "test@example.com", role: "admin" };
/** The simulator's text-to-image sample, and the field that takes its prompt. */
export const TEXT_TO_IMAGE = { workflowId: "1987654321098765402", nodeId: "2", fieldName: "text" } as const;

export interface Harness {
  readonly app: Container;
  readonly simulator: Simulator;
  /** A second process on the same database; not started. */
  another(config?: Partial<Omit<Config, "appSecret">>): Container;
  /** A task whose prompt is unique, so that the simulator's ledger tells tasks apart. */
  createTask(prompt: string, options?: { start?: boolean; timeoutMinutes?: number }): Promise<TaskView>;
  status(id: string): Promise<TaskStatus>;
  /** Waits until the task has one of these statuses. */
  reaches(id: string, ...statuses: TaskStatus[]): Promise<TaskView>;
  /** Waits until the task gives this reason for its status. */
  says(id: string, code: TaskReason): Promise<TaskView>;
  /** Prompts in the order RunningHub accepted them: the judge of doubles and of order. */
  acceptedPrompts(): string[];
  /** Most runs that RunningHub ever had at one moment. */
  peak(): Promise<number>;
  /** Makes every stored moment of the queue older: the database's clock cannot be moved, its rows can. */
  age(seconds: number): Promise<void>;
  /** POST to a control endpoint of the simulator. */
  control(path: string, body: unknown): Promise<void>;
  stop(): Promise<void>;
}

interface HarnessOptions {
  readonly config?: Partial<Omit<Config, "appSecret">>;
  readonly simulator?: SimulatorOptions;
  /** Silent unless given. */
  readonly log?: Logger;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const database = await createTestDatabase();
  const simulator = await startSimulator({ speed: 20, ...options.simulator });
  const dataDir = await mkdtemp(path.join(tmpdir(), "hubqueue-data-"));
  const make = (config: Partial<Omit<Config, "appSecret">> = {}) =>
    createContainer(
      {
        apiKey: SIMULATOR_DEFAULT_KEY,
        baseUrl: simulator.url,
        maxConcurrentTasks: 1,
        taskTimeoutMinutes: 30,
        statusCheckIntervalSeconds: 0.2,
        maxAutoRetries: 0,
        databaseUrl: database.url,
        dataDir,
        publicUrl: null,
        s3: null,
        appSecret: "a secret for tests only",
        administrator: null,
        apiToken: null,
        oidc: null,
        schedulerEnabled: true,
        cronSecret: null,
        webhooksAllowPrivate: true,
        ratesPerSecond: NO_RATES,
        submitUnknownGraceSeconds: 1,
        logLevel: "silent",
        telemetry: null,
        simulator: true,
        ...options.config,
        ...config,
      },
      options.log ?? createLogger(process.env.TEST_LOG ?? "silent"),
    );
  const app = make();
  await app.start();

  return {
    app,
    simulator,
    another: make,
    createTask: (prompt, { start = true, timeoutMinutes } = {}) =>
      app.taskIntake.create(
        ADMIN,
        createTaskSchema.parse({
          workflowId: TEXT_TO_IMAGE.workflowId,
          nodeInfoList: [
            { nodeId: TEXT_TO_IMAGE.nodeId, fieldName: TEXT_TO_IMAGE.fieldName, fieldValue: prompt },
          ],
          timeoutMinutes,
          start,
        }),
      ),
    status: async (id) => (await app.taskQueries.view(id)).status,
    reaches: (id, ...statuses) =>
      until(`task in ${statuses.join(" or ")}`, async () => {
        const view = await app.taskQueries.view(id);
        return statuses.includes(view.status) ? view : null;
      }),
    says: (id, code) =>
      until(`task with the reason ${code}`, async () => {
        const view = await app.taskQueries.view(id);
        return view.statusReason?.code === code ? view : null;
      }),
    acceptedPrompts: () =>
      simulator.engine.ledger
        .entries()
        .flatMap((entry) => (entry.accepted ? [String(entry.nodeInfoList[0]?.fieldValue)] : [])),
    peak: async () => {
      const answer = await fetch(`${simulator.url}/__control/ledger`);
      const report = (await answer.json()) as { accounts: { maxConcurrency: number }[] }; // our own simulator's shape
      return Math.max(...report.accounts.map((account) => account.maxConcurrency));
    },
    age: async (seconds) => {
      await app.db
        .$executeRaw`UPDATE task SET timeout_at = timeout_at - ${seconds}::float8 * interval '1 second'`;
      await app.db.$executeRaw`
        UPDATE attempt SET prepared_at = prepared_at - ${seconds}::float8 * interval '1 second',
          sent_at = sent_at - ${seconds}::float8 * interval '1 second',
          answered_at = answered_at - ${seconds}::float8 * interval '1 second',
          next_poll_at = next_poll_at - ${seconds}::float8 * interval '1 second'`;
    },
    control: async (where, body) => {
      const answer = await fetch(`${simulator.url}/__control/${where}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`control ${where}: ${answer.status} ${await answer.text()}`);
    },
    stop: async () => {
      await app.stop();
      await simulator.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until the condition gives a value; fails with what it was waiting for. */
export async function until<T>(
  what: string,
  condition: () => Promise<T | null | undefined | false>,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
