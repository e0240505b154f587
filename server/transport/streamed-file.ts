/** Files that are written as they are read: their size does not matter. */
import Papa from "papaparse";

export type Cell = string | number | null;
type Pages<Row> = AsyncIterable<readonly Row[]>;

/** Without it, Excel takes UTF-8 for the code page of the country. */
const BYTE_ORDER_MARK = "\ufeff";
/**
 * People's words must never become a formula. The library's own pattern stops at a line break, and spreadsheets of East
 * Asia take the wide signs as well.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** @param name of the file, without its ending */
export function csvFile(name: string, columns: readonly string[], pages: Pages<readonly Cell[]>): Response {
  return file(`${name}.csv`, "text/csv; charset=utf-8", csvText(columns, pages));
}

export async function* csvText(
  columns: readonly string[],
  pages: Pages<readonly Cell[]>,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${columns.join(",")}\r\n`;
  for await (const rows of pages)
    if (rows.length > 0) yield `${Papa.unparse([...rows], { escapeFormulae: FORMULA })}\r\n`;
}

/** One JSON value with an array in it, row by row. @param around what comes before and after the rows, brackets included */
export function jsonFile(
  name: string,
  pages: Pages<unknown>,
  around: { before: string; after: string },
): Response {
  return file(`${name}.json`, "application/json; charset=utf-8", jsonText(pages, around));
}

export async function* jsonText(
  pages: Pages<unknown>,
  around: { before: string; after: string },
): AsyncGenerator<string> {
  yield around.before;
  let separator = "\n";
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield separator + rows.map((row) => JSON.stringify(row)).join(",\n");
    separator = ",\n";
  }
  yield `\n${around.after}\n`;
}

/** A JSON value a line. */
export function jsonLinesFile(name: string, pages: Pages<unknown>): Response {
  async function* text() {
    for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
  return file(`${name}.ndjson`, "application/x-ndjson; charset=utf-8", text());
}

/** Reads on only as fast as the client takes it, and no longer than it is there. */
function file(name: string, contentType: string, text: AsyncGenerator<string>): Response {
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
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
