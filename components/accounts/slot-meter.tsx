"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/lib/utils";

/** More squares than this say less than the number. */
const MOST_SQUARES = 24;

/** One square per slot: ours in use, taken by others, free. Others' runs stand beyond our limit where it leaves them no room. */
export function SlotMeter({ held, limit, elsewhere }: { held: number; limit: number; elsewhere: number }) {
  const t = useTranslations("accounts.slots");
  const total = Math.max(limit, held + elsewhere);
  if (total > MOST_SQUARES) return null;
  const squares = Array.from({ length: total }, (_, at) =>
    at < held ? "ours" : at < held + elsewhere ? "elsewhere" : "free",
  );
  return (
    <span role="img" aria-label={t("meter", { held, limit })} className="flex flex-wrap gap-1">
      {squares.map((kind, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a square is its place
          key={at}
          className={cn(
            "size-3 rounded-sm border",
            kind === "ours" && "border-status-running bg-status-running",
            kind === "elsewhere" &&
              "border-muted-foreground bg-[repeating-linear-gradient(135deg,var(--muted-foreground)_0_2px,transparent_2px_4px)]",
            kind === "free" && "border-border-strong",
          )}
        />
      ))}
    </span>
  );
}
