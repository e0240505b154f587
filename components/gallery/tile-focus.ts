/** The tile that a key leads to from another one; null for other keys, and at the edge. */
export function tileToward(grid: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const tiles = [...grid.querySelectorAll<HTMLElement>("[data-tile]")];
  const at = tiles.indexOf(from);
  switch (key) {
    case "ArrowLeft":
      return tiles[at - 1] ?? null;
    case "ArrowRight":
      return tiles[at + 1] ?? null;
    case "ArrowUp":
      return tiles[at - columnsOf(tiles)] ?? null;
    case "ArrowDown":
      return tiles[at + columnsOf(tiles)] ?? null;
    case "Home":
      return tiles[0] ?? null;
    case "End":
      return tiles.at(-1) ?? null;
    default:
      return null;
  }
}

/** How many stand in the first row, as the browser has laid them out. */
function columnsOf(tiles: readonly HTMLElement[]): number {
  const top = tiles[0]?.getBoundingClientRect().top ?? 0;
  const next = tiles.findIndex((tile) => tile.getBoundingClientRect().top > top + 1);
  return next === -1 ? tiles.length : next;
}
