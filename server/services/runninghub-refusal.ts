import { AppError } from "@/lib/errors";
import { isRunningHubError } from "../runninghub/contract";

/** What a person can do about RunningHub's refusals of library calls, by code. */
const ADVICE: Readonly<Record<string, string>> = {
  "1": "Check the id, and that it belongs to the site and the account of the API key",
  "301": "Check the id, and that it belongs to the site and the account of the API key",
  "380": "Check the id, and that it belongs to the site and the account of the API key",
  "810": "Open the workflow on RunningHub, save it and run it there once",
  "901": "Check the id, and that it belongs to the site and the account of the API key",
};

/** Runs calls to RunningHub made for a person. @throws AppError RUNNINGHUB_REFUSED, RUNNINGHUB_UNREACHABLE */
export async function asRefusal<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isRunningHubError(error)) throw error;
    const refused = error.errorClass === "refused" || error.errorClass === "account";
    const advice = ADVICE[error.facts.code ?? ""];
    throw new AppError(
      refused ? "RUNNINGHUB_REFUSED" : "RUNNINGHUB_UNREACHABLE",
      refused && advice !== undefined ? `${error.message}. ${advice}` : error.message,
    );
  }
}
