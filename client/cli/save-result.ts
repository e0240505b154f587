/** A result as a file: whole or not at all under its name, and begun where an earlier try ended. */
import { createWriteStream } from "node:fs";
import { rename, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { HubQueueClient } from "../create-client.js";
import type { OutputView } from "../index.js";
import { CannotDo } from "./cannot-do.js";

/** Is a file of that size there? @param size unknown: any will do, since only whole files have the name */
export async function isComplete(file: string, size: number | null): Promise<boolean> {
  const there = await sizeOf(file);
  return there !== null && (size === null || there === size);
}

/** @throws HubQueueError, CannotDo when the file is not what was announced */
export async function saveResult(client: HubQueueClient, output: OutputView, file: string): Promise<void> {
  const part = `${file}.part`;
  const begun = (await sizeOf(part)) ?? 0;
  // A part that is no shorter than the file cannot be gone on with.
  const fromByte = output.size !== null && begun < output.size ? begun : 0;
  const response = await client.download(output, { fromByte });
  const flags = response.status === 206 ? "a" : "w";
  if (response.body !== null)
    // The DOM's stream and Node's are the same thing under two names.
    await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(part, { flags }));
  const size = (await sizeOf(part)) ?? 0;
  if (output.size !== null && size !== output.size)
    throw new CannotDo(`${size} bytes came instead of ${output.size}. Call it again to go on.`);
  await rename(part, file);
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  );
}
