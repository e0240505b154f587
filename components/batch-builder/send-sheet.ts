import type { ErrorCode } from "@/lib/errors";
import { ERROR_CODES } from "@/lib/errors";
import { type BulkCreateReport, bulkCreateReportSchema, type CreateTaskInput } from "@/lib/task-schemas";

export interface SheetCall {
  readonly batchId: string;
  readonly name: string;
  readonly tasks: readonly CreateTaskInput[];
}

/** Why no report came: the server's code and words, or `code` null when its answer was lost. */
export class SendFailure extends Error {
  constructor(
    readonly code: ErrorCode | null,
    message: string,
  ) {
    super(message);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function failureOf(body: unknown): SendFailure {
  const { code, detail, title } = Object(body) as Record<string, unknown>; // any JSON; each part is checked below
  const known = ERROR_CODES.find((one) => one === code) ?? "INTERNAL";
  const words = [detail, title].find((text) => typeof text === "string");
  return new SendFailure(known, typeof words === "string" ? words : "");
}

/**
 * What an answer means. Only a refusal of the call itself (4xx) says that nothing was made: who failed (5xx), or said
 * something that cannot be read, may have made the tasks before.
 * @throws SendFailure
 */
export function reportIn(status: number, text: string): BulkCreateReport {
  const body = parse(text);
  const report = bulkCreateReportSchema.safeParse(body);
  if (status === 201 && report.success) return report.data;
  const isRefusal = status >= 400 && status < 500 && body !== null;
  throw isRefusal ? failureOf(body) : new SendFailure(null, "");
}

/**
 * One create call for all rows. XMLHttpRequest, because fetch tells nothing about the bytes already sent.
 * @param onProgress bytes sent so far, of how many
 * @throws SendFailure
 */
export function sendSheet(
  call: SheetCall,
  onProgress: (sentBytes: number, totalBytes: number) => void,
): Promise<BulkCreateReport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
    request.onerror = () => reject(new SendFailure(null, ""));
    request.onabort = () => reject(new SendFailure(null, ""));
    request.onload = () => {
      try {
        resolve(reportIn(request.status, request.responseText));
      } catch (failure) {
        reject(failure);
      }
    };
    request.open("POST", "/api/tasks/bulk");
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Accept", "application/json");
    request.send(JSON.stringify(call));
  });
}
