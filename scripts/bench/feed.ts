/** From the write of a change in one process to a subscriber in another. */
import type { ChildProcess } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { connect, type Database } from "@/server/persistence/prisma";
import { transition } from "@/server/persistence/task-transition";
import { fill } from "./backlog";
import { nextMessage, start } from "./child";
import type { Told } from "./feed-server";
import { type Ground, withClient } from "./ground";
import type { Row, Section } from "./report";
import type { Scale } from "./scale";
import { spread } from "./statistics";

const GOAL = "p95 ≤ 300 ms";
/** Open pages besides the one that is measured. */
const OTHER_PAGES = 20;
const NEVER_MS = 10_000;

export async function measureFeed(
  ground: Ground,
  scale: Scale,
  say: (what: string) => void,
): Promise<Section> {
  const databaseUrl = await ground.database("feed", "product");
  await withClient(databaseUrl, (client) => fill(client, { pending: scale.events, finalized: 1_000 }));
  const db = connect({ databaseUrl });
  const token = randomUUID();
  const server = start(new URL("feed-server.ts", import.meta.url), {
    DATABASE_URL: databaseUrl,
    API_TOKEN: token,
    SCHEDULER_ENABLED: "false",
  });
  const pages = new AbortController();
  try {
    const { port } = await nextMessage<{ port: number }>(server);
    const url = `http://127.0.0.1:${port}/api/trpc/tasks.onChange`;
    const heard = new Map<string, (atNs: bigint) => void>();
    for (let page = 0; page < OTHER_PAGES; page += 1)
      void read(await open(url, token, pages.signal), () => {});
    void read(await open(url, token, pages.signal), (text) => {
      const atNs = process.hrtime.bigint();
      for (const [id, tell] of heard) if (text.includes(id)) tell(atNs);
    });
    say(`${scale.events} changes, one after another`);
    const { subscriber, page } = await measureChanges(db, server, heard);
    const row = (figure: string, samples: readonly number[]): Row => ({
      figure,
      unit: "ms",
      spread: spread(samples),
      samples: String(samples.length),
      goal: GOAL,
    });
    return {
      title: "Change → subscriber",
      rows: [
        row("out of the feed of another process", subscriber),
        row(`out of the tRPC stream of another process, ${OTHER_PAGES} more open`, page),
      ],
    };
  } finally {
    pages.abort();
    server.kill();
    await db.$disconnect();
    await ground.drop("feed");
  }
}

/** Milliseconds from before the write to each of the two, one entry a change. */
async function measureChanges(
  db: Database,
  server: ChildProcess,
  heard: Map<string, (atNs: bigint) => void>,
) {
  const told = new Map<string, (atNs: bigint) => void>();
  server.on("message", ({ taskIds, atNs }: Told) => {
    for (const id of taskIds) told.get(id)?.(BigInt(atNs));
  });
  const subscriber: number[] = [];
  const page: number[] = [];
  for (const { id } of await db.task.findMany({ where: { status: "PENDING" }, select: { id: true } })) {
    const arrivals = [told, heard].map((who) => arrival(who, id));
    const fromNs = process.hrtime.bigint();
    await transition(db, { taskId: id, event: "stop", actor: "bench" });
    const [atSubscriber, atPage] = await Promise.all(arrivals);
    subscriber.push(Number((atSubscriber ?? fromNs) - fromNs) / 1e6);
    page.push(Number((atPage ?? fromNs) - fromNs) / 1e6);
    // At no fixed distance from the one before, or all would meet the same state of any timer.
    await pause(randomInt(0, 60));
  }
  return { subscriber, page };
}

async function arrival(who: Map<string, (atNs: bigint) => void>, id: string): Promise<bigint> {
  const { promise, resolve, reject } = withResolvers<bigint>();
  const timer = setTimeout(() => reject(new Error("a change was never told")), NEVER_MS);
  who.set(id, resolve);
  return promise.finally(() => {
    clearTimeout(timer);
    who.delete(id);
  });
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

type Stream = AsyncIterable<Uint8Array>;

async function open(url: string, token: string, signal: AbortSignal): Promise<Stream> {
  const headers = { accept: "text/event-stream", authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers, signal });
  if (!response.ok || !response.body)
    throw new Error(`the stream was refused: ${response.status} ${await response.text()}`);
  // Node's streams are iterable; the browser's types, which the compiler has here, do not know it.
  return response.body as ReadableStream<Uint8Array> & Stream;
}

/** Hands on whole events until the stream is called off. */
async function read(stream: Stream, onEvent: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const chunk of stream) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) onEvent(event);
    }
  } catch (error) {
    // Called off, or the server ended: a change that is still awaited tells by its own time-out.
    if (!(error instanceof Error)) throw error;
  }
}
