"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { Hint } from "@/components/ui/tooltip";
import { shortId } from "@/lib/short-id";
import { cn } from "@/lib/utils";

/** An id shortened in the middle, whole on hover, with a copy button that shows on hover and focus. */
export function ShortId({ id, className }: { id: string; className?: string }) {
  const t = useTranslations("common");
  return (
    <span className={cn("group/id inline-flex items-center gap-0.5 whitespace-nowrap", className)}>
      <Hint text={id} mono>
        <span className="font-mono text-muted-foreground text-xs">{shortId(id)}</span>
      </Hint>
      <CopyButton
        text={id}
        label={t("copyId", { id })}
        size="icon-xs"
        className="size-6 opacity-0 focus-visible:opacity-100 group-hover/id:opacity-100 pointer-coarse:opacity-100"
      />
    </span>
  );
}
