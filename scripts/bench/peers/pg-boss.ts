/** pg-boss: `fetch` from a queue of the policy "singleton" (one active job). */
import { createRequire } from "node:module";
import { withClient } from "../ground";
import type { BacklogRows, PeerLine } from "../peers";
import { timed } from "../statistics";

/** What is used of it; the package is installed only for the bench, so its own types are not there for the compiler. */
interface Boss {
  on(event: "error", callback: (error: Error) => void): void;
  start(): Promise<unknown>;
  stop(options: { graceful: boolean }): Promise<void>;
  createQueue(name: string, options: { name: string; policy: string }): Promise<void>;
  fetch(queue: string): Promise<{ id: string }[]>;
  complete(queue: string, id: string): Promise<unknown>;
}

const QUEUE = "bench";

export async function openPgBoss(url: string, { pending, finalized }: BacklogRows): Promise<PeerLine> {
  const PgBoss: new (options: object) => Boss = createRequire(import.meta.url)("pg-boss");
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  const errors: Error[] = [];
  boss.on("error", (error) => errors.push(error));
  await boss.start();
  await boss.createQueue(QUEUE, { name: QUEUE, policy: "singleton" });
  await withClient(url, async (client) => {
    await client.query(
      `INSERT INTO pgboss.job (name, policy, data, state, created_on, start_after, started_on, completed_on)
       SELECT $1, 'singleton', '{}', CASE WHEN waits THEN 'created' ELSE 'completed' END::pgboss.job_state, at, at,
         CASE WHEN NOT waits THEN at END, CASE WHEN NOT waits THEN at END
       FROM (SELECT n > $2 AS waits, now() - ($3 - n) * interval '50 ms' AS at FROM generate_series(1, $3::int) n) made`,
      [QUEUE, finalized, pending + finalized],
    );
    await client.query("VACUUM (ANALYZE)");
    await client.query("CHECKPOINT");
  });
  return {
    async claims(count, deadlineMs) {
      const samples: number[] = [];
      const until = performance.now() + deadlineMs;
      while (samples.length < count && performance.now() < until) {
        const { ms, value } = await timed(() => boss.fetch(QUEUE));
        const job = value[0];
        if (!job) throw new Error("pg-boss found nothing to fetch", { cause: errors[0] });
        samples.push(ms);
        await boss.complete(QUEUE, job.id);
      }
      return samples;
    },
    close: () => boss.stop({ graceful: false }),
  };
}
