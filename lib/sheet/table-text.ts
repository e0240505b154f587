/** Text of CSV and TSV files, as Excel and others write them. */
import Papa from "papaparse";

const MARKS = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
] as const;

/** The text of a file: by its mark, else as UTF-8, else as the GBK that Chinese Excel writes. */
export function decodeTable(bytes: Uint8Array): string {
  const mark = MARKS.find(({ bytes: start }) => start.every((byte, index) => bytes[index] === byte));
  if (mark !== undefined) return new TextDecoder(mark.encoding).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Rows of text with any common delimiter; quoted cells may hold lines. */
export function parseTable(text: string): string[][] {
  // A table copied from a spreadsheet has tabs, and prompts full of commas.
  const delimiter = text.includes("\t") ? "\t" : "";
  return Papa.parse<string[]>(text.trimEnd(), { delimiter, skipEmptyLines: "greedy" }).data;
}

/** A cell of a workbook as text. Dates are local to no zone: workbooks know none. */
export function workbookText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    const [day = "", time = ""] = value.toISOString().split(/[T.]/);
    return time === "00:00:00" ? day : `${day} ${time}`;
  }
  return String(value);
}

/** A workbook's number as people see it: whole ones with all their digits, others without the noise of binary fractions. */
export function workbookNumber(digits: string): string {
  return /^-?\d+$/.test(digits) ? digits : String(Number(Number(digits).toPrecision(15)));
}
