/** Many open pages on one process: what they cost it, and whether it gives back what a burst of changes takes. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Agent } from "undici";
import { connect } from "@/server/persistence/prisma";
import { transition } from "@/server/persistence/task-transition";
import { nextMessage, start } from "./child";
import { withClient } from "./ground";
import type { ListStage } from "./list-stage";
import type { Memory } from "./list-streams-server";
import type { Row, Section } from "./report";

const WRITERS = 4;
/** Told one by one after each burst: a stream keeps the last message it was told, and one of a burst is large. */
const SINGLES = 10;
const NEVER_MS = 60_000;

export async function measureStreams({ databaseUrl, scale, say }: ListStage): Promise<Section> {
  const token = randomUUID();
  const server = start(
    new URL("list-streams-server.ts", import.meta.url),
    { DATABASE_URL: databaseUrl, API_TOKEN: token, SCHEDULER_ENABLED: "false" },
    ["--expose-gc"],
  );
  const pages = new AbortController();
  const db = connect({ databaseUrl });
  try {
    const { port } = await nextMessage<{ port: number }>(server);
    const memory = async () => {
      server.send("memory");
      return nextMessage<Memory>(server);
    };
    const heard = { bytes: 0, last: new Map<number, string>() };
    const before = await memory();
    await openStreams(`http://127.0.0.1:${port}`, token, scale.streams, pages.signal, heard);
    const opened = await memory();
    const ids = await withClient(databaseUrl, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        "SELECT id FROM task WHERE status = 'PENDING' AND deleted_at IS NULL ORDER BY created_at DESC LIMIT $1",
        [scale.events + 2 * SINGLES],
      );
      return rows.map(({ id }) => id);
    });
    const halves = [ids.slice(0, ids.length / 2), ids.slice(ids.length / 2)];
    const change = (id: string) => transition(db, { taskId: id, event: "stop", actor: "bench" });
    const after: Memory[] = [];
    for (const half of halves) {
      const [burst, singles] = [half.slice(0, -SINGLES), half.slice(-SINGLES)];
      await Promise.all(
        Array.from({ length: WRITERS }, async (_, writer) => {
          for (const id of burst.filter((_one, n) => n % WRITERS === writer)) await change(id);
        }),
      );
      for (const id of singles) {
        await change(id);
        await heardBy(scale.streams, heard.last, id);
      }
      after.push(await memory());
      say(
        `${half.length} changes told to ${scale.streams} streams, heap ${after.at(-1)?.heap.toFixed(0)} MB`,
      );
    }
    pages.abort();
    await pause(1_000);
    const closed = await memory();
    return {
      title: `${scale.streams} open streams on one process`,
      rows: rowsOf({ before, opened, after, closed }, scale.events),
    };
  } finally {
    pages.abort();
    server.kill();
    await db.$disconnect();
  }
}

interface Stages {
  readonly before: Memory;
  readonly opened: Memory;
  readonly after: readonly Memory[];
  readonly closed: Memory;
}

function rowsOf({ before, opened, after, closed }: Stages, events: number): Row[] {
  const [half = opened, full = opened] = after;
  const one = (figure: string, value: number, ratio?: Row["ratio"], goal?: string): Row => ({
    ...{ figure, unit: "MB", spread: { p50: value }, samples: "1", ratio, goal },
  });
  const told = (count: number) => `after ${count.toLocaleString("en")} changes`;
  return [
    one("heap, collected: before", before.heap),
    one("… all open", opened.heap),
    one(`… ${told(events / 2)}`, half.heap),
    one(`… ${told(events)}`, full.heap, { value: full.heap / half.heap, to: "the first half's" }, "flat"),
    one("… all closed again", closed.heap),
    one("memory of the process: before", before.rss),
    one("… all open", opened.rss),
    one(`… ${told(events / 2)}`, half.rss),
    one(`… ${told(events)}`, full.rss, { value: full.rss / half.rss, to: "the first half's" }, "flat"),
  ];
}

/** Resolves when every stream stands. Each remembers the end of what it was told. */
async function openStreams(
  url: string,
  token: string,
  count: number,
  signal: AbortSignal,
  heard: { bytes: number; last: Map<number, string> },
): Promise<void> {
  const dispatcher = new Agent({ connections: count, bodyTimeout: 0 });
  const headers = { accept: "text/event-stream", authorization: `Bearer ${token}` };
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      // Node's fetch takes a dispatcher, which the browser's types do not know.
      const answer = await fetch(`${url}/api/trpc/tasks.onChange`, {
        headers,
        signal,
        dispatcher,
      } as RequestInit);
      if (!answer.ok || !answer.body) throw new Error(`a stream was refused: ${answer.status}`);
      void (async () => {
        const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          heard.bytes += part.value.length;
          heard.last.set(
            n,
            ((heard.last.get(n) ?? "") + Buffer.from(part.value).toString("utf8")).slice(-200_000),
          );
        }
      })().catch(() => undefined); // called off
    }),
  );
}

async function heardBy(streams: number, last: ReadonlyMap<number, string>, id: string): Promise<void> {
  const deadline = performance.now() + NEVER_MS;
  while ([...last.values()].filter((text) => text.includes(id)).length < streams) {
    if (performance.now() > deadline) return; // a reset was told instead of the changes
    await pause(50);
  }
}
