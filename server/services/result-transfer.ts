/** The bytes of one result over as many connections as it takes: a broken transfer goes on where it broke. */
import { setTimeout as pause } from "node:timers/promises";
import { isRunningHubError, RunningHubError } from "../runninghub/contract";
import type { Continuation, OpenedResult } from "../runninghub/open-result";

/** Then the next try of the result begins anew, later. */
const MAX_BREAKS = 8;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Yields the whole content, each byte once. Nothing of it is held here.
 * @param reopen asks for the rest; an answer that begins elsewhere means that the file is another one now
 * @throws RunningHubError, retryable, when it cannot be continued, and what `reopen` throws for good
 */
export async function* wholeResult(
  first: OpenedResult,
  reopen: (rest: Continuation) => Promise<OpenedResult>,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  let opened: OpenedResult | null = first;
  let received = 0;
  for (let breaks = 0; ; breaks += 1) {
    let cause = "the connection could not be made again";
    try {
      // The stream is one of bytes; Node's typings know that of none.
      for await (const chunk of (opened?.stream ?? []) as AsyncIterable<Buffer>) {
        received += chunk.length;
        yield chunk;
      }
      if (opened !== null && (first.size === null || received === first.size)) return;
      if (opened !== null) cause = `${received} of ${first.size} bytes came`;
    } catch (error) {
      cause = error instanceof Error ? error.message : String(error);
    }
    if (first.version === null || breaks >= MAX_BREAKS || signal.aborted) throw brokenOff(cause);
    await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** breaks), undefined, { signal });
    opened = await reopen({ from: received, version: first.version }).catch(onlyIfFinal);
    if (opened !== null && opened.from !== received) {
      opened.stream.on("error", () => undefined).destroy();
      throw brokenOff("the file has changed since");
    }
  }
}

function brokenOff(cause: string): RunningHubError {
  return new RunningHubError("network", `the transfer of the result broke off (${cause})`, {
    retryable: true,
    code: "BROKEN_OFF",
  });
}

function onlyIfFinal(error: unknown): null {
  if (isRunningHubError(error) && error.retryable) return null;
  throw error;
}
