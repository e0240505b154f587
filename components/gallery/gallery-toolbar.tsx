"use client";

import { FolderDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { FreshnessBadge } from "@/components/live/freshness-badge";
import { Button } from "@/components/ui/button";
import { archiveAddress } from "@/lib/gallery-address";
import type { MatchCount } from "@/lib/task-schemas";
import { GalleryFilter } from "./gallery-filter";
import type { GalleryAddressState } from "./use-gallery-address";

/** What this is, how much of it there is, and the ways to narrow it and to take it away. */
export function GalleryToolbar({
  gallery: { address, filter, narrow },
  count,
}: {
  gallery: GalleryAddressState;
  /** Undefined until the server has counted. */
  count: MatchCount | undefined;
}) {
  const t = useTranslations("gallery");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 pt-4 pb-2 md:px-5">
      <h1 className="font-semibold text-xl tracking-tight">{t("title")}</h1>
      <span role="status" className="text-[13px] text-muted-foreground tabular-nums">
        {count && t(`count.${count.capped ? "capped" : "exact"}`, { count: count.count })}
      </span>
      <FreshnessBadge />
      <span className="ml-auto flex items-center gap-2">
        {count !== undefined && count.count > 0 && (
          <Button asChild variant="outline" size="sm" className="max-md:h-10">
            <a href={archiveAddress(filter)} download title={t("zip.all")}>
              <FolderDown aria-hidden />
              <span className="max-md:sr-only">{t("zip.all")}</span>
            </a>
          </Button>
        )}
        <GalleryFilter address={address} narrow={narrow} />
      </span>
    </div>
  );
}
