"use client";

import { Images, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { isGalleryNarrowed } from "@/lib/gallery-address";
import type { GalleryAddressState } from "./use-gallery-address";

/** No results: for the first time, on a page that has emptied, or by these filters. */
export function EmptyGallery({ gallery: { address, clear, first } }: { gallery: GalleryAddressState }) {
  const t = useTranslations("gallery");
  const mayAct = useMayAct();
  if (isGalleryNarrowed(address)) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("emptyFiltered.title")}
        actions={
          <Button variant="outline" onClick={clear}>
            {t("emptyFiltered.clear")}
          </Button>
        }
      >
        {t(address.mark === null && address.tag === null ? "emptyFiltered.body" : "emptyFiltered.marks")}
      </EmptyState>
    );
  }
  if (address.cursor !== null) {
    return (
      <EmptyState
        icon={Images}
        title={t("emptyPage")}
        actions={
          <Button variant="outline" onClick={first}>
            {t("pages.first")}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={Images}
      title={t("empty.title")}
      actions={
        mayAct && (
          <Button asChild>
            <Link href="/tasks/new">
              <Plus aria-hidden />
              {t("empty.create")}
            </Link>
          </Button>
        )
      }
    >
      {t("empty.body")}
    </EmptyState>
  );
}
