/** The commands, their options and their help. */
import { Command, InvalidArgumentError } from "commander";
import { type Context, contextOf } from "./context.js";
import { create } from "./create.js";
import { doctor } from "./doctor.js";
import { download } from "./download.js";
import { follow } from "./follow.js";
import { list } from "./list.js";
import { openPage } from "./open-page.js";
import { change } from "./start-stop.js";
import type { World } from "./terminal.js";

const ABOUT = `HubQueue from a terminal.

Where and who: --url and --token, or HUBQUEUE_URL (http://localhost:3000) and HUBQUEUE_TOKEN.
Exit codes: 0 all is well; 1 it was done, but a task failed or something was refused or is
missing; 2 it could not be done, and the last line says why.`;

type Run<Options> = (context: Context, options: Options, words: readonly string[]) => Promise<number>;

export function programOf(world: World, leave: (exitCode: number) => void): Command {
  const program = new Command("hubqueue").description(ABOUT);
  /** Commander hands over the words, the options and the command; a list of words comes as one. */
  const does =
    <Options>(run: Run<Options>) =>
    async (...given: unknown[]) => {
      const command = given.at(-1) as Command; // as Commander documents
      const options = command.optsWithGlobals<Options & { url?: string; token?: string }>();
      leave(await run(contextOf(world, options), options, command.args));
    };
  program
    .option("--url <address>", "where HubQueue is")
    .option("--token <token>", "an API token")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });

  program
    .command("create")
    .description(
      "create the tasks of a file as one batch, all or none; the same file again creates nothing twice",
    )
    .argument("<file>", "JSON (a list of tasks, or {name, tasks}), or CSV with a header line")
    .option("--name <name>", "a name for the batch")
    .option("--workflow <id>", "the workflow of rows that name none")
    .option("--start", "put them in line at once")
    .option("--again", "create them although this file was created before")
    .option("--partial", "create the good rows although others are refused, and keep those in a file")
    .option("--json", "the report as JSON")
    .action(does(create));
  program
    .command("list")
    .description("list tasks, the newest first")
    .option("--status <names>", "for example FAILED,STOPPED")
    .option("--q <text>", "search in names, descriptions, inputs and ids")
    .option("--workflow <id>", "of one workflow")
    .option("--batch <id>", "of one batch")
    .option("--error", "only those with a problem")
    .option("--limit <count>", "so many at most", wholeNumber, 50)
    .option("--json", "whole tasks, one a line, as JSON")
    .action(does(list));
  program
    .command("follow")
    .description("watch tasks until all have ended")
    .argument("[ids...]", "tasks")
    .option("--batch <id>", "all tasks of a batch")
    .action(does(follow));
  program
    .command("download")
    .description("copy the results of a batch or a task; what is there already is skipped")
    .argument("<id>", "a batch or a task")
    .requiredOption("--to <folder>", "where to")
    .action(does(download));
  for (const action of ["start", "stop"] as const)
    program
      .command(action)
      .description(action === "start" ? "put tasks in line" : "stop tasks; what runs is cancelled")
      .argument("[ids...]", "tasks")
      .option("--batch <id>", "all tasks of a batch")
      .option("--status <names>", "all tasks in these statuses")
      .action(does((context, options: object, words) => change(context, action, options, words)));
  program
    .command("open")
    .description("open HubQueue, a task or a batch in the browser")
    .argument("[id]", "a task or a batch")
    .option("--print", "only say the address")
    .action(does(openPage));
  program
    .command("doctor")
    .description("look at the HubQueue of this checkout: is all well, and what is to be done?")
    .option("--json", "what was found as JSON")
    .action(async (options: { json?: boolean }) => leave(await doctor(world, options)));
  return program;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be a whole number.");
  return number;
}
