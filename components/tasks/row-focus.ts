/** Where the keyboard is among the rows of the list: table rows, or cards on a phone. */
const ROW = "[data-task-id]";

interface Place {
  readonly id: string | undefined;
  readonly index: number;
}

/** The row one was on last. It survives the row, which may be deleted under one's hands. */
let place: Place | null = null;

function allRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ROW)];
}

export function currentRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(ROW) ?? null;
}

export function isRow(element: Element | null): element is HTMLElement {
  return element?.matches(ROW) === true;
}

function goTo(row: HTMLElement | undefined): void {
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

/** To the next row or the one before; from outside, to where one was, else to the first. */
export function stepRow(step: 1 | -1): void {
  const rows = allRows();
  const row = currentRow();
  const back = place === null ? 0 : Math.min(place.index, rows.length - 1);
  goTo(rows[row === null ? back : rows.indexOf(row) + step]);
}

/** Notes the row that has the focus, or that the focus went elsewhere. Questions asked about the row do not count. */
export function notePlace(target: EventTarget | null): void {
  if (!(target instanceof Element) || target.closest("[role=dialog], [role=alertdialog], [role=menu]"))
    return;
  const row = target.closest<HTMLElement>(ROW);
  place = row === null ? null : { id: row.dataset.taskId, index: allRows().indexOf(row) };
}

/** When the row one was on is gone and took the focus with it: to the row that has its place now. */
export function keepPlace(): void {
  const active = document.activeElement;
  const isLost =
    active === null || active === document.body || active.closest("[data-state=closed]") !== null;
  if (place === null || !isLost) return;
  const rows = allRows();
  const { id, index } = place;
  if (rows.some((row) => row.dataset.taskId === id)) return;
  goTo(rows[Math.min(index, rows.length - 1)]);
}

export function forgetPlace(): void {
  place = null;
}
