"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { Button } from "@/components/ui/button";

/** Keyset pages know "next" and "previous", at any depth equally fast. */
export function Pager({
  list,
  shown,
  total,
  previousCursor,
  nextCursor,
}: {
  list: ListAddressState;
  shown: number;
  /** Null where only the server could count. */
  total: number | null;
  previousCursor: string | null;
  nextCursor: string | null;
}) {
  const t = useTranslations("tasks.pages");
  const isFirst = previousCursor === null;
  const page = isFirst ? 1 : list.address.page;
  return (
    <nav
      aria-label={t("label")}
      className="flex items-center gap-2 border-t px-3 py-2.5 text-[13px] text-muted-foreground tabular-nums md:px-5"
    >
      <span>{total === null ? t("shown", { shown }) : t("size", { shown, total })}</span>
      {(!isFirst || nextCursor !== null) && (
        <span className="ml-auto flex items-center gap-1">
          <span className="mr-2 max-sm:sr-only">{t("page", { page })}</span>
          {page > 2 && (
            <Button variant="ghost" size="xs" onClick={list.first}>
              {t("first")}
            </Button>
          )}
          <Button
            variant="outline"
            size="xs"
            disabled={isFirst}
            onClick={() => previousCursor !== null && list.previous(previousCursor)}
          >
            <ChevronLeft aria-hidden />
            {t("previous")}
          </Button>
          <Button
            variant="outline"
            size="xs"
            disabled={nextCursor === null}
            onClick={() => nextCursor !== null && list.next(nextCursor)}
          >
            {t("next")}
            <ChevronRight aria-hidden />
          </Button>
        </span>
      )}
    </nav>
  );
}
