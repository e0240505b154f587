/** What a wish makes of the marks of a result, as the server will. Pure. */
import type { MarkOutputs, Marks } from "./gallery-schemas";

export type MarkWish = Omit<MarkOutputs, "ids">;

export function withWish(marks: Marks, wish: MarkWish): Marks {
  const taken = new Set(wish.removeTags);
  const tags = new Set([...marks.tags.filter((tag) => !taken.has(tag)), ...(wish.addTags ?? [])]);
  return {
    favourite: wish.favourite ?? marks.favourite,
    verdict: wish.verdict === undefined ? marks.verdict : wish.verdict,
    tags: [...tags].sort(),
  };
}

/** The deeds that have a key and a button each. */
export const MARK_DEEDS = ["favourite", "keep", "reject"] as const;
export type MarkDeed = (typeof MARK_DEEDS)[number];
export const MARK_KEYS: Readonly<Record<string, MarkDeed>> = { f: "favourite", k: "keep", r: "reject" };

export function isMarked(marks: Marks, deed: MarkDeed): boolean {
  if (deed === "favourite") return marks.favourite;
  return marks.verdict === (deed === "keep" ? "KEPT" : "REJECTED");
}

/** Does it to all of them or, where all of them have it, takes it back. */
export function deedWish(all: readonly Marks[], deed: MarkDeed): MarkWish {
  const undo = all.every((marks) => isMarked(marks, deed));
  if (deed === "favourite") return { favourite: !undo };
  return { verdict: undo ? null : deed === "keep" ? "KEPT" : "REJECTED" };
}
