import type { TaskChanges, TaskView } from "@/lib/task-schemas";
import { API_TOKEN } from "./product";

export interface FeedMessage {
  readonly id: string;
  readonly changes: TaskChanges;
}

/** The live subscription as any program can read it: server-sent events over fetch. */
export class LiveFeed {
  /** Where a new connection goes on. */
  lastId: string | null = null;
  private readonly abort = new AbortController();
  private readonly messages: AsyncGenerator<FeedMessage>;

  /** @param lastEventId sent as a browser's EventSource does when it reconnects; null = from now on */
  constructor(baseUrl: string, lastEventId: string | null) {
    this.messages = read(baseUrl, lastEventId, this.abort.signal);
  }

  async next(): Promise<FeedMessage> {
    const { value, done } = await this.messages.next();
    if (done) throw new Error("The subscription ended");
    this.lastId = value.id;
    return value;
  }

  /** Reads on until a task looks like that. @returns every status it was seen in on the way */
  async until(id: string, fits: (task: TaskView) => boolean): Promise<string[]> {
    const seen: string[] = [];
    for (;;) {
      const { changes } = await this.next();
      const task = changes.tasks.find((one) => one.id === id);
      if (task === undefined) continue;
      if (seen.at(-1) !== task.status) seen.push(task.status);
      if (fits(task)) return seen;
    }
  }

  close(): void {
    this.abort.abort();
  }
}

async function* read(
  baseUrl: string,
  lastEventId: string | null,
  signal: AbortSignal,
): AsyncGenerator<FeedMessage> {
  const input = encodeURIComponent(JSON.stringify({}));
  const response = await fetch(`${baseUrl}/api/trpc/tasks.onChange?input=${input}`, {
    signal,
    headers: {
      authorization: `Bearer ${API_TOKEN}`,
      accept: "text/event-stream",
      ...(lastEventId !== null && { "last-event-id": lastEventId }),
    },
  });
  if (!response.ok || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value: chunk, done } = await reader.read();
    if (done) return;
    const blocks = (rest + chunk).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const lines = new Map(block.split("\n").map((line) => [field(line), value(line)]));
      const [id, data] = [lines.get("id"), lines.get("data")];
      // Pings and the greeting carry no id.
      if (id !== undefined && data !== undefined) yield { id, changes: JSON.parse(data) as TaskChanges }; // the subscription's only message
    }
  }
}

const field = (line: string) => line.slice(0, line.indexOf(":"));
const value = (line: string) => line.slice(line.indexOf(":") + 1).trimStart();
