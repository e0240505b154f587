import type { Inputs } from "../index.js";
import { CannotDo } from "./cannot-do.js";
import type { Context } from "./context.js";
import { statusesIn } from "./list.js";

const LOOK_AGAIN_MS = 250;

interface ChangeOptions {
  readonly batch?: string;
  readonly status?: string;
}

/** Starts or stops any number of tasks, as one operation. @returns 1 when some were refused */
export async function change(
  { client, terminal }: Context,
  action: "start" | "stop",
  options: ChangeOptions,
  ids: readonly string[],
): Promise<number> {
  const id = crypto.randomUUID();
  let operation = await client.operations.request.mutate({ id, action, target: targetOf(options, ids) });
  while (operation.finishedAt === null) {
    const { succeeded, failed, requested } = operation;
    terminal.progress(
      succeeded + failed,
      requested ?? 0,
      `${action}: ${succeeded + failed} of ${requested ?? "…"}`,
    );
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    operation = await client.operations.get.query({ id });
  }
  terminal.end();
  const { succeeded, failed, skipped } = operation;
  terminal.print(
    `${action === "start" ? "Started" : "Stopped"}: ${succeeded}. Refused: ${failed + skipped}.`,
  );
  if (failed > 0)
    for (const { code, statusBefore, count } of (await client.operations.failures.query({ id })).groups)
      terminal.note(`${count} × ${code}${statusBefore === null ? "" : `, was ${statusBefore}`}`);
  return failed + skipped > 0 ? 1 : 0;
}

function targetOf(
  { batch, status }: ChangeOptions,
  ids: readonly string[],
): Inputs["operations"]["request"]["target"] {
  const hasFilter = batch !== undefined || status !== undefined;
  if (hasFilter === ids.length > 0)
    throw new CannotDo("Say which tasks: their ids, or --batch and --status.");
  if (!hasFilter) return { ids: [...ids] };
  return {
    filter: {
      ...(batch !== undefined && { batchId: batch }),
      ...(status !== undefined && { status: statusesIn(status) }),
    },
  };
}
