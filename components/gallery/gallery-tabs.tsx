"use client";

import { AudioLines, Check, File, Film, ImageIcon, type LucideIcon, Star, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { MARK_FILTERS, type MarkFilter } from "@/lib/gallery-schemas";
import { OUTPUT_TYPES, type OutputType } from "@/lib/output-type";
import type { GalleryAddressState } from "./use-gallery-address";

const TYPE_ICONS: Record<OutputType, LucideIcon> = {
  image: ImageIcon,
  video: Film,
  audio: AudioLines,
  other: File,
};
const MARK_ICONS: Record<MarkFilter, LucideIcon> = { favourite: Star, kept: Check, rejected: X };

/** What people look for most: a type, and what they have marked. A second press takes the wish back. */
export function GalleryTabs({ address, narrow }: Pick<GalleryAddressState, "address" | "narrow">) {
  const t = useTranslations("gallery.filter");
  return (
    <div className="flex items-center gap-1 overflow-x-auto border-b px-3 py-1.5 [scrollbar-width:none] md:px-5 [&::-webkit-scrollbar]:hidden">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons */}
      <div role="group" aria-label={t("type")} className="flex gap-1">
        <Wish pressed={address.type === null} onPress={() => narrow({ type: null })}>
          {t("anyType")}
        </Wish>
        {OUTPUT_TYPES.map((type) => (
          <Wish
            key={type}
            icon={TYPE_ICONS[type]}
            pressed={address.type === type}
            onPress={() => narrow({ type: address.type === type ? null : type })}
          >
            {t(`types.${type}`)}
          </Wish>
        ))}
      </div>
      <span aria-hidden className="mx-1 h-5 border-l" />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="group" aria-label={t("mark")} className="flex gap-1">
        {MARK_FILTERS.map((mark) => (
          <Wish
            key={mark}
            icon={MARK_ICONS[mark]}
            pressed={address.mark === mark}
            onPress={() => narrow({ mark: address.mark === mark ? null : mark })}
          >
            {t(`marks.${mark}`)}
          </Wish>
        ))}
      </div>
    </div>
  );
}

function Wish({
  icon: Icon,
  pressed,
  onPress,
  children,
}: {
  icon?: LucideIcon;
  pressed: boolean;
  onPress: () => void;
  children: string;
}) {
  return (
    <Button
      variant={pressed ? "secondary" : "ghost"}
      size="xs"
      aria-pressed={pressed}
      className={pressed ? "max-md:h-10" : "text-muted-foreground max-md:h-10"}
      onClick={onPress}
    >
      {Icon !== undefined && <Icon aria-hidden className="size-3.5" />}
      {children}
    </Button>
  );
}
