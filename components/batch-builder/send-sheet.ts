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
      const body = parse(request.responseText);
      const report = bulkCreateReportSchema.safeParse(body);
      if (request.status === 201 && report.success) resolve(report.data);
      // A proxy that gave up waiting does not know whether the tasks were made.
      else reject(body === null ? new SendFailure(null, "") : failureOf(body));
    };
    request.open("POST", "/api/tasks/bulk");
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Accept", "application/json");
    request.send(JSON.stringify(call));
  });
}
