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
