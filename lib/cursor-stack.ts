/** The way back through keyset pages: one cursor per page after the first, the last being the page shown. */
export type CursorStack = readonly string[];

/** The URL carries the stack, so it is kept short; from deeper pages the way back ends at the first page. */
const MAX_DEPTH = 12;

export function currentCursor(stack: CursorStack): string | undefined {
  return stack.at(-1);
}

export function nextPage(stack: CursorStack, cursor: string): CursorStack {
  return [...stack, cursor].slice(-MAX_DEPTH);
}

export function previousPage(stack: CursorStack): CursorStack {
  return stack.slice(0, -1);
}
