/** Variables in the texts of a row: its number, the date, its first file, and every column by its label. */
import { isFileField } from "../field-value";
import { fillVariables, type Variables } from "../variables";
import type { SheetColumn } from "./columns";
import { cellText, type SheetRow } from "./rows";

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, "");
}

/** What the variables of a row stand for. @param number of the row, from 1 @param date today, as YYYY-MM-DD */
export function rowVariables(
  columns: readonly SheetColumn[],
  row: SheetRow,
  number: number,
  date: string,
): Variables {
  const fields = new Map<string, string>();
  let file = "";
  for (const { key, label, field } of columns) {
    if (field === null) continue;
    const text = cellText(row, key) || String(field.value);
    if (!fields.has(label)) fields.set(label, text);
    if (file === "" && isFileField(field)) file = stem(cellText(row, key));
  }
  return { index: number, date, file, fields };
}

/** The text with its variables filled in; most texts have none, and cost nothing. */
export function filledText(text: string, variables: () => Variables): string {
  return /[{}]/.test(text) ? fillVariables(text, variables()) : text;
}
