import { spawn } from "node:child_process";
import { HubQueueError } from "../error.js";
import type { Context } from "./context.js";

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Says the address, and opens it where a browser can be opened. */
export async function openPage(
  context: Context,
  { print }: { readonly print?: boolean },
  [id]: readonly string[],
): Promise<number> {
  const address = `${context.url}${id === undefined ? "/tasks" : await pathOf(context, id)}`;
  context.terminal.print(address);
  if (print) return 0;
  const [program, ...words] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(program, [...words, address], { detached: true, stdio: "ignore" });
  // Whoever has no browser here has the address.
  child.once("error", () => context.terminal.note("No browser could be opened here."));
  child.unref();
  return 0;
}

async function pathOf({ client }: Context, id: string): Promise<string> {
  try {
    await client.tasks.status.query({ id });
    return `/tasks/${id}`;
  } catch (error) {
    if (!(error instanceof HubQueueError) || error.code !== "TASK_NOT_FOUND") throw error;
  }
  await client.batches.get.query({ id });
  return `/batches/${id}`;
}
