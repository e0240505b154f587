import { mkdir } from "node:fs/promises";
import path from "node:path";
import { HubQueueError } from "../error.js";
import type { OutputView, TaskView } from "../index.js";
import type { Context } from "./context.js";
import { tasksOf } from "./list.js";
import { isComplete, saveResult } from "./save-result.js";

/** Transfers at one time. */
const AT_ONCE = 4;

interface Result {
  readonly output: OutputView;
  readonly file: string;
}

/** @returns 1 when a result is missing */
export async function download(
  context: Context,
  { to }: { readonly to: string },
  [id = ""]: readonly string[],
): Promise<number> {
  const { client, terminal } = context;
  const results = (await tasksUnder(context, id)).flatMap((task) => resultsOf(task, to));
  await mkdir(to, { recursive: true });
  const sums = { kept: 0, there: 0, missing: 0 };
  const next = results.values();
  const work = async () => {
    // One row for all of them: each takes the next.
    for (const { output, file } of next) {
      if (output.state === "FAILED" || output.state === "REMOVED") {
        sums.missing += 1;
        terminal.note(`${path.basename(file)}: ${output.reason?.message ?? "it was removed"}`);
      } else if (await isComplete(file, output.size)) sums.there += 1;
      else {
        await saveResult(client, output, file);
        sums.kept += 1;
        if (!terminal.isLive) terminal.note(file);
      }
      const done = sums.kept + sums.there + sums.missing;
      terminal.progress(done, results.length, `${done} of ${results.length}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  terminal.end();
  terminal.print(`${sums.kept} copied to ${to}, ${sums.there} were there, ${sums.missing} missing.`);
  return sums.missing > 0 ? 1 : 0;
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
