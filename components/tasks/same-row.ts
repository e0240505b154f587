import type { ShownRow } from "@/lib/task-list-view";

/** All that decides how a row looks. */
export interface RowLook {
  readonly shown: ShownRow;
  readonly isSelected: boolean;
  /** Ids of the columns in view. */
  readonly columns?: string;
}

/**
 * Would the row look the same again? News change one row, but the table then makes the row objects of all of them anew:
 * these are not compared.
 */
export function isSameRow(before: RowLook, now: RowLook): boolean {
  return (
    before.shown.task === now.shown.task &&
    before.shown.gone === now.shown.gone &&
    before.isSelected === now.isSelected &&
    before.columns === now.columns
  );
}
