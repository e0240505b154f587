import { type Command, CommanderError } from "commander";
import { HubQueueError } from "../error.js";
import { CannotDo } from "./cannot-do.js";
import { programOf } from "./program.js";
import type { World } from "./terminal.js";

/**
 * Runs one command. @returns the exit code: 0 all is well; 1 it was done, but a task failed or something was refused or
 * is missing; 2 it could not be done, and stderr says why
 */
export async function runCli(words: readonly string[], world: World): Promise<number> {
  let exitCode = 0;
  const program: Command = programOf(world, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...words], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CannotDo) && !(error instanceof HubQueueError)) throw error;
    world.stderr.write(`${error instanceof HubQueueError ? explained(error) : error.message}\n`);
    return 2;
  }
}

function explained({ code, detail, field }: HubQueueError): string {
  if (code === "UNREACHABLE") return `${detail}\nIs HubQueue running there? Set HUBQUEUE_URL, or add --url.`;
  if (code === "UNAUTHENTICATED")
    return "HubQueue does not know this token. Check HUBQUEUE_TOKEN or --token.";
  return `${field !== undefined && !detail.startsWith(field) ? `${field}: ` : ""}${detail} (${code})`;
}
