"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** At the foot of what is being changed, and always in view. */
export function SaveBar({
  problem,
  busy,
  onDiscard,
  onSave,
}: {
  /** Why it cannot be saved now. */
  problem: string | null;
  busy: boolean;
  onDiscard: () => void;
  onSave: () => void;
}) {
  const t = useTranslations("workflow");
  return (
    <div className="sticky bottom-16 z-10 flex flex-wrap items-center justify-end gap-2 rounded-lg border bg-popover px-4 py-2.5 shadow-lg md:bottom-4">
      <p
        role="status"
        className={problem === null ? "flex-1 text-sm" : "flex-1 text-destructive-text text-sm"}
      >
        {problem ?? t("unsaved")}
      </p>
      <Button variant="outline" size="sm" disabled={busy} onClick={onDiscard}>
        {t("discard")}
      </Button>
      <Button size="sm" busy={busy} disabled={problem !== null} onClick={onSave}>
        {t("save")}
      </Button>
    </div>
  );
}
