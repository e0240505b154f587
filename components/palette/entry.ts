import type { LucideIcon } from "lucide-react";

/** One thing to go to or to do. */
export interface PaletteEntry {
  /** The same each time, so that it can be remembered. */
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Besides the label: words it is found by. */
  readonly keywords?: readonly string[];
  /** Small, at the end of its line. */
  readonly aside?: string;
  readonly run: () => void;
}

/** Those in whose label or keywords every typed word stands; in their order. */
export function matching(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ label, keywords = [] }) => {
    const text = [label, ...keywords].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
