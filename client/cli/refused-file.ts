/** Rows that were refused while the others were created, in a file of their own: only these may be sent again. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { BulkCreateReport } from "../index.js";
import type { TasksFile } from "./tasks-file.js";

/** @returns what to tell whoever sent the file */
export async function keepRefused(
  file: string,
  content: Pick<TasksFile, "withOnly">,
  { batchId, failed }: BulkCreateReport,
): Promise<string> {
  const { dir, name, ext } = path.parse(file);
  // One for each batch: what was refused of another one, and may be half corrected, stays.
  const target = path.join(dir, `${name}.refused-${batchId.slice(-6)}${ext}`);
  try {
    await writeFile(target, content.withOnly(failed.map(({ index }) => index)), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // That of this batch, which was created before.
    if (!("code" in error && error.code === "EEXIST"))
      return `The refused rows could not be kept (${error.message}). Put them into a file of their own, and send only that: ${file} would create the others again.`;
  }
  return `The refused rows are in ${target}. Correct them there, and send only that file: ${file} would create the others again.`;
}
