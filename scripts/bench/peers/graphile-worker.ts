/**
 * graphile-worker: from its worker's question for a job to the start of that job, as its own events tell, with one worker.
 * Not with a named queue: its worker asks for the next job while it still completes the last one, finds its queue
 * locked, and waits for its next poll. It deletes what has succeeded, so there are no finalized rows.
 */
import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { Pool } from "pg";
import { withClient } from "../ground";
import type { BacklogRows, PeerLine } from "../peers";

interface Runner {
  stop(): Promise<void>;
}
/** What is used of it; the package is installed only for the bench, so its own types are not there for the compiler. */
interface Worker {
  run(options: object): Promise<Runner>;
  runMigrations(options: object): Promise<void>;
  quickAddJob(options: object, task: string, payload: object, spec: object): Promise<unknown>;
  Logger: new (factory: () => () => void) => object;
}

const TASK = "bench";

export async function openGraphileWorker(url: string, { pending }: BacklogRows): Promise<PeerLine> {
  const worker: Worker = createRequire(import.meta.url)("graphile-worker");
  const pgPool = new Pool({ connectionString: url });
  // It asks for both; a connection that breaks also fails the query in progress.
  pgPool.on("error", () => undefined);
  pgPool.on("connect", (client) => client.on("error", () => undefined));
  const options = { pgPool, logger: new worker.Logger(() => () => undefined) };
  await worker.runMigrations(options);
  await worker.quickAddJob(options, TASK, {}, {});
  await withClient(url, async (client) => {
    await client.query(
      `INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, priority)
       SELECT task_id, payload, now() - ($1 - n) * interval '50 ms', max_attempts, priority
       FROM graphile_worker._private_jobs, generate_series(1, $1::int) n`,
      [pending],
    );
    await client.query("VACUUM (ANALYZE)");
    await client.query("CHECKPOINT");
  });

  let wanted = 0;
  let asked = 0n;
  let samples: number[] = [];
  let enough: () => void = () => undefined;
  let goOn: () => void = () => undefined;
  const events = new EventEmitter();
  events.on("worker:getJob:start", () => {
    asked = process.hrtime.bigint();
  });
  events.on("job:start", () => samples.push(Number(process.hrtime.bigint() - asked) / 1e6));
  // Between two rounds the job under way waits.
  const task = async (): Promise<void> => {
    if (samples.length < wanted) return;
    const next = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    enough();
    await next;
  };
  const start = () =>
    worker.run({ ...options, events, concurrency: 1, noHandleSignals: true, taskList: { [TASK]: task } });
  let runner: Runner | null = null;
  return {
    async claims(count, deadlineMs) {
      const done = new Promise<void>((resolve) => {
        enough = resolve;
      });
      samples = [];
      wanted = count;
      const deadline = setTimeout(() => {
        wanted = 0;
      }, deadlineMs);
      if (runner) goOn();
      else runner = await start();
      await done;
      clearTimeout(deadline);
      return samples;
    },
    async close() {
      wanted = Number.POSITIVE_INFINITY;
      const stopped = runner?.stop();
      goOn();
      await stopped;
      // Waits for the jobs that are still being completed.
      await pgPool.end();
    },
  };
}
