import { createHash, randomUUID } from "node:crypto";
import type { Context } from "./context.js";
import { keepRefused } from "./refused-file.js";
import { readTasksFile } from "./tasks-file.js";

export interface CreateOptions {
  readonly name?: string;
  readonly workflow?: string;
  readonly start?: boolean;
  readonly again?: boolean;
  /** Good rows are created although others are refused; else it is all of them or none. */
  readonly partial?: boolean;
  readonly json?: boolean;
}

/** @returns 1 when some rows were refused and the others created, 2 when none was created */
export async function create(
  { client, url, terminal }: Context,
  options: CreateOptions,
  [file = ""]: readonly string[],
): Promise<number> {
  const content = await readTasksFile(file);
  const name = options.name ?? content.name;
  const report = await client.tasks.createBulk.mutate({
    batchId: options.again ? randomUUID() : keyOf(content.text, options),
    ...(name !== undefined && { name }),
    // A file with corrected rows is another one, whose good rows would be created a second time.
    ...(!options.partial && { allOrNothing: true }),
    tasks: content.tasks.map((task) => completed(task, options)),
  });
  const { batchId, created, failed, repeated } = report;
  if (options.json) terminal.print(JSON.stringify(report));
  for (const { index, message } of failed) terminal.note(`task ${index + 1}: ${message}`);
  if (created === 0) {
    const others = failed.length < content.tasks.length ? ", or add --partial to create the others" : "";
    terminal.note(
      `Nothing was created: ${failed.length} of ${content.tasks.length} refused. Correct them and call it again${others}.`,
    );
    return 2;
  }
  if (!options.json) terminal.print(batchId);
  terminal.note(`${url}/batches/${batchId}`);
  terminal.note(
    repeated
      ? `This file was created before: ${created} tasks. Nothing was created twice; --again does it again.`
      : `${created} tasks created, ${failed.length} refused.`,
  );
  if (failed.length === 0) return 0;
  terminal.note(await keepRefused(file, content, report));
  return 1;
}

function completed(task: unknown, { workflow, start }: CreateOptions): unknown {
  if (typeof task !== "object" || task === null) return task;
  return {
    ...(workflow !== undefined && { workflowId: workflow }),
    ...(start && { start: true }),
    ...task,
  };
}

/** The same file with the same wishes has the same key, so that it is created once. @returns a UUID made of its digest */
function keyOf(text: string, { name, workflow, start }: CreateOptions): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([text, name, workflow, start]))
    .digest("hex");
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 3) | 8).toString(16);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ];
  return parts.join("-");
}
