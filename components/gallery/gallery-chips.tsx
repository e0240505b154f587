"use client";

import { X } from "lucide-react";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { workflowName } from "@/components/new-task/field-label";
import { useNameOfBatch } from "@/components/tasks/use-name-of-batch";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { type GalleryAddress, type GalleryWish, galleryWishesOf, WITHOUT_WISH } from "@/lib/gallery-address";
import { isSpan } from "@/lib/list-address";
import { shortId } from "@/lib/short-id";
import type { GalleryAddressState } from "./use-gallery-address";

/** What narrows the gallery beyond type and mark, each with a way to take it back; nothing while nothing does. */
export function GalleryChips({ gallery: { address, narrow, clear } }: { gallery: GalleryAddressState }) {
  const t = useTranslations("gallery.chips");
  const wishes = galleryWishesOf(address);
  if (wishes.length === 0) return null;
  return (
    <section
      aria-label={t("label")}
      className="flex min-h-11 flex-wrap items-center gap-1.5 border-b px-3 py-1.5 text-[13px] md:px-5"
    >
      {wishes.map((wish) => (
        <Chip key={wish} wish={wish} address={address} onRemove={() => narrow(WITHOUT_WISH[wish])} />
      ))}
      <Button variant="ghost" size="xs" className="ml-auto max-md:h-10" onClick={clear}>
        {t("clear")}
      </Button>
    </section>
  );
}

interface ChipProps {
  readonly wish: GalleryWish;
  readonly address: GalleryAddress;
  readonly onRemove: () => void;
}

function Chip({ wish, address, onRemove }: ChipProps) {
  const t = useTranslations("gallery.chips");
  const value = useWishText(wish, address);
  return (
    <span className="inline-flex h-7 min-w-0 max-w-64 items-center rounded-full border bg-card pl-2.5 text-xs max-md:h-10">
      <span title={value} className="min-w-0 truncate">
        <span className="text-muted-foreground">{t(wish)}</span> {value}
      </span>
      <Button
        variant="ghost"
        size="icon-xs"
        aria-label={t("remove", { name: `${t(wish)}: ${value}` })}
        className="size-6.5 rounded-full text-muted-foreground max-md:size-10"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3.5" />
      </Button>
    </span>
  );
}

/** What is wished for, in the words that people know it by. */
function useWishText(wish: GalleryWish, address: GalleryAddress): string {
  const locale = useLocale();
  const dates = useDatesText();
  const { data: workflows } = trpc.workflows.list.useQuery(undefined, { enabled: wish === "workflow" });
  const { data: lane } = useLane();
  const batch = useNameOfBatch(address.batch ?? "");
  switch (wish) {
    case "workflow": {
      const known = workflows?.find(({ remoteId }) => remoteId === address.workflow);
      return known === undefined ? (address.workflow ?? "") : workflowName(known, locale);
    }
    case "account":
      return lane?.accounts.find(({ id }) => id === address.account)?.name ?? shortId(address.account ?? "");
    case "batch":
      return batch;
    case "tag":
      return address.tag ?? "";
    case "made":
      return dates(address);
  }
}

function useDatesText(): (address: Pick<GalleryAddress, "from" | "to">) => string {
  const t = useTranslations("list");
  const format = useFormatter();
  // Noon: a day has the same date there in every zone people live in.
  const day = (value: string) => format.dateTime(new Date(`${value}T12:00:00`), { dateStyle: "medium" });
  return ({ from, to }) => {
    if (isSpan(from)) return t(`filter.spans.${from}`);
    if (from === null) return t("chips.until", { day: day(to ?? "") });
    if (to === null) return t("chips.since", { day: day(from) });
    return from === to ? day(from) : t("chips.between", { from: day(from), to: day(to) });
  };
}
