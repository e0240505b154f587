#!/usr/bin/env node
/** `hubqueue`: the queue from a terminal and from scripts. */
import { runCli } from "./run-cli.js";

process.exitCode = await runCli(process.argv.slice(2), process);
