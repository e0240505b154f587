/** The report of an operation as a file. */
import type { OperationItem, OperationView } from "@/lib/operation-schemas";
import { csvFile, jsonFile } from "./streamed-file";

type Pages = AsyncIterable<OperationItem[]>;

const COLUMNS = ["id", "name", "outcome", "status", "statusBefore", "code", "message"] as const;

export function jsonReport(operation: OperationView, pages: Pages): Response {
  return jsonFile(nameOf(operation), pages, {
    before: `{"operation":${JSON.stringify(operation)},"items":[`,
    after: "]}",
  });
}

export function csvReport(operation: OperationView, pages: Pages): Response {
  async function* rows() {
    for await (const items of pages) yield items.map((item) => COLUMNS.map((column) => item[column]));
  }
  return csvFile(nameOf(operation), COLUMNS, rows());
}

function nameOf({ id, action }: OperationView): string {
  return `hubqueue-${action}-${id.slice(0, 8)}`;
}
