/** What is wrong in a sheet. A row that did not change is not looked at again: rows are never changed in place. */
import type { Say } from "../field-schema";
import { isFileField } from "../field-value";
import { type ProblemOfFile, problemOfCell, problemOfFileCell } from "./cells";
import type { SheetColumn } from "./columns";
import { cellText, type SheetRow } from "./rows";

export interface CellProblem {
  readonly key: string;
  readonly message: string;
}

export interface RowProblem extends CellProblem {
  /** From 0. */
  readonly index: number;
}

const NONE: readonly CellProblem[] = [];

/** Checks rows for these columns. Keep it as long as the columns stay the same: it remembers what it has seen. */
export class SheetCheck {
  private readonly known = new WeakMap<SheetRow, readonly CellProblem[]>();
  private readonly files: readonly SheetColumn[];
  private readonly others: readonly SheetColumn[];

  constructor(
    columns: readonly SheetColumn[],
    private readonly say: Say,
  ) {
    this.files = columns.filter(({ field }) => field !== null && isFileField(field));
    this.others = columns.filter((column) => !this.files.includes(column));
  }

  problemsOf(row: SheetRow, problemOfFile: ProblemOfFile): readonly CellProblem[] {
    const text = this.textProblems(row);
    const missing = this.fileProblems(row, problemOfFile);
    return missing.length === 0 ? text : [...text, ...missing];
  }

  /** Every problem of the rows, from the first row on. */
  allProblems(rows: readonly SheetRow[], problemOfFile: ProblemOfFile): RowProblem[] {
    const found: RowProblem[] = [];
    rows.forEach((row, index) => {
      for (const problem of this.problemsOf(row, problemOfFile)) found.push({ ...problem, index });
    });
    return found;
  }

  private textProblems(row: SheetRow): readonly CellProblem[] {
    const known = this.known.get(row);
    if (known !== undefined) return known;
    const found = this.others.flatMap((column) => {
      const message = problemOfCell(column, cellText(row, column.key), this.say);
      return message === null ? [] : [{ key: column.key, message }];
    });
    const problems = found.length === 0 ? NONE : found;
    this.known.set(row, problems);
    return problems;
  }

  /** Never remembered: files come and go without a change of the row. */
  private fileProblems(row: SheetRow, problemOfFile: ProblemOfFile): readonly CellProblem[] {
    if (this.files.length === 0) return NONE;
    return this.files.flatMap(({ key, field }) => {
      if (field === null) return [];
      const name = cellText(row, key);
      const message = problemOfFileCell(field, name, this.say, problemOfFile);
      return message === null ? [] : [{ key, message }];
    });
  }
}
