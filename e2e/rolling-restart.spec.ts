/** Two processes behind a balancer are replaced one after the other, while programs work and one listens. */
import type { TaskStatus } from "@/lib/task-status";
import { expect, test } from "./fixtures";
import { Api } from "./support/api";
import { LiveFeed } from "./support/live-feed";
import { type Replicas, startReplicas } from "./support/replicas";
import { API_KEY } from "./support/running-hub";

const PROGRAMS = 6;
const TASKS_PER_PROGRAM = 6;

/** Everything the live stream tells, also over connections that break, until told to end. */
async function listen(url: string, seen: Map<string, Set<TaskStatus>>, ended: () => boolean): Promise<void> {
  let lastId: string | null = null;
  while (!ended()) {
    const feed: LiveFeed = new LiveFeed(url, lastId);
    try {
      while (!ended()) {
        const { changes } = await feed.next();
        lastId = feed.lastId;
        for (const { id, status } of changes.tasks) seen.set(id, (seen.get(id) ?? new Set()).add(status));
      }
    } catch {
      // The process behind it was replaced: the next connection goes on after the last message.
    } finally {
      feed.close();
    }
  }
}

/** Makes tasks and reads the list without a pause, until told to end. @returns the ids of its tasks */
async function work(api: Api, name: string, ended: () => boolean): Promise<string[]> {
  const ids: string[] = [];
  while (!ended() || ids.length < TASKS_PER_PROGRAM) {
    if (ids.length < TASKS_PER_PROGRAM)
      ids.push((await api.createPicture(`${name} ${ids.length + 1}`, { start: true })).id);
    for (let reads = 0; reads < 20; reads += 1) await api.list("?limit=20");
  }
  return ids;
}

test("processes are replaced one by one under load: no request fails, no event or result is lost, nothing is sent twice", async ({
  runningHub,
}) => {
  test.slow();
  let replicas: Replicas | null = null;
  try {
    replicas = await startReplicas(2, {
      ...runningHub.environment,
      MAX_CONCURRENT_TASKS: "3",
      DRAIN_SECONDS: "1",
    });
    const { balancer, products } = replicas;
    await runningHub.reset();
    await runningHub.patchAccount({ key: API_KEY, limit: 3 });
    const api = new Api(balancer.url);
    const seen = new Map<string, Set<TaskStatus>>();
    let replaced = false;
    let heard = false;
    const listening = listen(balancer.url, seen, () => heard);
    const working = Promise.all(
      Array.from({ length: PROGRAMS }, (_, index) => work(api, `Program ${index + 1}`, () => replaced)),
    );
    for (const product of products) {
      await product.stop();
      await product.begin();
      await expect.poll(() => balancer.readyCount).toBe(products.length);
    }
    replaced = true;
    const ids = (await working).flat();
    for (const id of ids) await api.reaches(id, "SUCCESS", 60_000);
    await expect
      .poll(() => ids.filter((id) => !seen.get(id)?.has("SUCCESS")), {
        message: "ends that nobody was told of",
      })
      .toEqual([]);
    // From whichever process kept a result, each gives it out: the files are in one bucket.
    for (const id of ids)
      await expect
        .poll(async () => (await api.task(id)).outputs.map(({ state }) => state))
        .toEqual(["STORED"]);
    for (const product of products) {
      const one = new Api(product.url);
      for (const id of ids) {
        const [result] = (await one.task(id)).outputs;
        const file = await one.send(result?.url ?? "");
        expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, result?.size]);
      }
    }
    heard = true;
    // The stream ends with its last message, so there is one more.
    await api.createPicture("Last");
    await listening;

    expect(balancer.failures).toEqual([]);
    const { creates, duplicates } = await runningHub.ledger();
    expect(creates.filter(({ accepted }) => accepted)).toHaveLength(ids.length);
    expect(duplicates).toEqual([]);
  } finally {
    await replicas?.dispose();
  }
});
