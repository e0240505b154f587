const HEAD = 4;
const TAIL = 4;

/** `0193…9f2c`: ids made in the same moment share their beginning, so the end counts as much. */
export function shortId(id: string): string {
  return id.length <= HEAD + TAIL + 1 ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
}
