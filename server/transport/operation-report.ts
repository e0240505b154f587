/** The report of an operation as a file, written as it is read: its size does not matter. */
import Papa from "papaparse";
import type { OperationItem, OperationView } from "@/lib/operation-schemas";

type Pages = AsyncIterable<OperationItem[]>;

const COLUMNS = ["id", "name", "outcome", "status", "statusBefore", "code", "message"] as const;
/** Without it, Excel takes UTF-8 for the code page of the country. */
const BYTE_ORDER_MARK = "\ufeff";

export function jsonReport(operation: OperationView, pages: Pages): Response {
  async function* text() {
    yield `{"operation":${JSON.stringify(operation)},"items":[`;
    let separator = "\n";
    for await (const items of pages) {
      yield separator + items.map((item) => JSON.stringify(item)).join(",\n");
      separator = ",\n";
    }
    yield "\n]}\n";
  }
  return file(operation, "json", "application/json; charset=utf-8", text());
}

export function csvReport(operation: OperationView, pages: Pages): Response {
  async function* text() {
    yield `${BYTE_ORDER_MARK}${COLUMNS.join(",")}\r\n`;
    for await (const items of pages) {
      const rows = items.map((item) => COLUMNS.map((column) => item[column] ?? ""));
      // Names are people's words: a spreadsheet must not take one for a formula.
      yield `${Papa.unparse(rows, { escapeFormulae: true })}\r\n`;
    }
  }
  return file(operation, "csv", "text/csv; charset=utf-8", text());
}

function file(
  { id, action }: OperationView,
  extension: "json" | "csv",
  contentType: string,
  text: AsyncGenerator<string>,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="hubqueue-${action}-${id.slice(0, 8)}.${extension}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
