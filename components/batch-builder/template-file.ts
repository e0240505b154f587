import type { SheetColumn } from "@/lib/sheet/columns";

const WIDTH_CHARACTERS = 24;

/** A workbook with the columns in view and one row of the workflow's own values, to fill in and import. */
export async function downloadTemplate(
  columns: readonly SheetColumn[],
  example: (column: SheetColumn) => string,
  fileName: string,
): Promise<void> {
  const { default: writeWorkbook } = await import("write-excel-file/browser");
  const header = columns.map(({ label }) => ({ value: label, fontWeight: "bold" as const }));
  // Text cells throughout: a spreadsheet would round long seeds and turn 1-2 into a date.
  const row = columns.map((column) => ({ value: example(column), type: String, wrap: true }));
  const widths = columns.map(() => ({ width: WIDTH_CHARACTERS }));
  await writeWorkbook([header, row], { columns: widths, stickyRowsCount: 1 }).toFile(fileName);
}
