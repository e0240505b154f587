import { createHash, randomUUID } from "node:crypto";
import type { Context } from "./context.js";
import { readTasksFile } from "./tasks-file.js";

export interface CreateOptions {
  readonly name?: string;
  readonly workflow?: string;
  readonly start?: boolean;
  readonly again?: boolean;
  readonly json?: boolean;
}

/** @returns 1 when some rows were refused */
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
    tasks: content.tasks.map((task) => completed(task, options)),
  });
  if (options.json) {
    terminal.print(JSON.stringify(report));
    return report.failed.length > 0 ? 1 : 0;
  }
  terminal.print(report.batchId);
  terminal.note(
    report.repeated
      ? `This file was created before: ${report.created} tasks. Nothing was created twice; --again does it again.`
      : `${report.created} tasks created, ${report.failed.length} refused.`,
  );
  for (const { index, message } of report.failed) terminal.note(`task ${index + 1}: ${message}`);
  terminal.note(`${url}/batches/${report.batchId}`);
  return report.failed.length > 0 ? 1 : 0;
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
