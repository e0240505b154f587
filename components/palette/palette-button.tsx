"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/kbd";
import { useHydrated } from "@/components/use-hydrated";
import { useOpenPalette } from "./palette-context";

/** The way in for the pointer, and the keys for next time. */
export function PaletteButton() {
  const t = useTranslations("palette");
  const open = useOpenPalette();
  // Only the browser knows its keyboard; the server draws what most have.
  const isMac = useHydrated() && /mac|iphone|ipad/i.test(navigator.platform);
  return (
    <button
      type="button"
      onClick={open}
      aria-keyshortcuts="Control+K Meta+K"
      className="focus-ring flex h-8 w-full items-center gap-2.5 rounded-md border bg-background px-2 text-[13px] text-muted-foreground transition-colors hover:text-foreground"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="flex-1 truncate text-left">{t("short")}</span>
      <Kbd aria-hidden>{isMac ? "⌘K" : "Ctrl K"}</Kbd>
    </button>
  );
}
