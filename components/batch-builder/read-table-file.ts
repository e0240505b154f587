import { decodeTable, parseTable, workbookNumber, workbookText } from "@/lib/sheet/table-text";

export interface NamedTable {
  readonly name: string;
  readonly table: string[][];
}

/** The tables of a file: one of a text file, one for each sheet of a workbook. @throws when it is no workbook */
export async function readTableFile(file: File): Promise<NamedTable[]> {
  if (!/\.xlsx$/i.test(file.name)) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return [{ name: file.name, table: parseTable(decodeTable(bytes)) }];
  }
  // Loaded when somebody brings a workbook: few do.
  const { default: readWorkbook } = await import("read-excel-file/browser");
  const sheets = await readWorkbook<string>(file, { parseNumber: workbookNumber });
  return sheets.map(({ sheet, data }) => ({ name: sheet, table: data.map((row) => row.map(workbookText)) }));
}
