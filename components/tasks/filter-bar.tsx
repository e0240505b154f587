"use client";

import { useTranslations } from "next-intl";
import { WishChips } from "@/components/tasks/active-filters";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { Button } from "@/components/ui/button";
import { isNarrowed } from "@/lib/list-address";
import type { MatchCount } from "@/lib/task-schemas";

/** What narrows the list, and how many match; nothing while nothing does. */
export function FilterBar({
  list,
  matching,
}: {
  list: ListAddressState;
  /** Undefined until the server has counted. */
  matching: MatchCount | undefined;
}) {
  const t = useTranslations("list");
  if (!isNarrowed(list.address)) return null;
  return (
    <section
      aria-label={t("chips.label")}
      className="flex min-h-11 flex-wrap items-center gap-1.5 border-b px-3 py-1.5 text-[13px] md:px-5"
    >
      <WishChips list={list} />
      <span className="text-muted-foreground tabular-nums" role="status">
        {matching && t(`matching.${matching.capped ? "capped" : "exact"}`, { count: matching.count })}
      </span>
      <Button variant="ghost" size="xs" className="ml-auto max-md:h-9" onClick={list.clear}>
        {t("chips.clear")}
      </Button>
    </section>
  );
}
