import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { HubQueueClient } from "../create-client.js";
import { HubQueueError } from "../error.js";
import type { OutputView, TaskView } from "../index.js";
import { CannotDo } from "./cannot-do.js";
import type { Context } from "./context.js";
import { tasksOf } from "./list.js";
import { isComplete, saveResult } from "./save-result.js";

/** Transfers at one time. */
const AT_ONCE = 4;

interface Result {
  readonly output: OutputView;
  readonly file: string;
}

/**
 * One result that cannot be had keeps no other from coming.
 * @returns 1 when a result is missing. @throws HubQueueError when HubQueue itself is away, or does not know the token any more
 */
export async function download(
  context: Context,
  { to }: { readonly to: string },
  [id = ""]: readonly string[],
): Promise<number> {
  const { client, terminal } = context;
  const results = (await tasksUnder(context, id)).flatMap((task) => resultsOf(task, to));
  await mkdir(to, { recursive: true });
  const sums = { kept: 0, there: 0 };
  let done = 0;
  // One row for all of them: each takes the next, and whoever leaves it with an error ends it for all.
  const next = inTurn(results);
  const work = async () => {
    for (const result of next) {
      try {
        const how = await bring(client, result);
        sums[how] += 1;
        if (how === "kept" && !terminal.isLive) terminal.note(result.file);
      } catch (error) {
        if (concernsAll(error)) throw error;
        const words = error instanceof Error ? error.message : String(error);
        terminal.note(`${path.basename(result.file)}: ${words}`);
      }
      done += 1;
      terminal.progress(done, results.length, `${done} of ${results.length}`);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  terminal.end();
  const missing = results.length - sums.kept - sums.there;
  terminal.print(`${sums.kept} copied to ${to}, ${sums.there} were there, ${missing} missing.`);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return missing > 0 ? 1 : 0;
}

function* inTurn<T>(all: readonly T[]): Generator<T, void> {
  yield* all;
}

/** @throws HubQueueError, CannotDo, or what the disk says */
async function bring(client: HubQueueClient, { output, file }: Result): Promise<"kept" | "there"> {
  if (output.state === "FAILED" || output.state === "REMOVED")
    throw new CannotDo(output.reason?.message ?? "it was removed");
  if (await isComplete(file, output.size)) return "there";
  await saveResult(client, output, file);
  return "kept";
}

/** With the next result it would be the same. */
function concernsAll(error: unknown): boolean {
  return error instanceof HubQueueError && ["UNREACHABLE", "UNAUTHENTICATED"].includes(error.code);
}

/** A task, or those of a batch. */
async function tasksUnder({ client }: Context, id: string): Promise<TaskView[]> {
  try {
    return [await client.tasks.get.query({ id })];
  } catch (error) {
    if (!(error instanceof HubQueueError) || error.code !== "TASK_NOT_FOUND") throw error;
  }
  const { id: batchId } = await client.batches.get.query({ id });
  const tasks: TaskView[] = [];
  for await (const task of tasksOf(client, { batchId, sort: "createdAt" })) tasks.push(task);
  return tasks;
}

/** Names that stay: the row, the result's place among those of its task, and the end of its id. */
function resultsOf({ batchRow, outputs }: TaskView, folder: string): Result[] {
  return outputs.map((output, index) => {
    const row = String((batchRow ?? 0) + 1).padStart(4, "0");
    const name = `${row}-${index + 1}-${output.id.slice(-6)}.${output.fileType.replaceAll(/\W/g, "")}`;
    return { output, file: path.join(folder, name) };
  });
}
