"use client";

import { Languages, Pause, Play } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { startTransition } from "react";
import { setLocale } from "@/app/locale-action";
import { useLane } from "@/components/lane/use-lane";
import { usePauseLine } from "@/components/lane/use-pause-line";
import { useMayAct } from "@/components/shell/actor-context";
import { LANGUAGE_NAMES } from "@/components/shell/language-switch";
import { THEMES } from "@/components/shell/themes";
import { LOCALES } from "@/lib/i18n/locale";
import type { PaletteEntry } from "./entry";

/** What can be done from anywhere. */
export function useActionEntries(): PaletteEntry[] {
  const t = useTranslations("palette");
  const shell = useTranslations("shell");
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const { data: lane } = useLane();
  const pauseLine = usePauseLine();
  const mayAct = useMayAct();
  const isPaused = lane?.queuePaused ?? false;
  const line: PaletteEntry = {
    id: isPaused ? "resume line" : "pause line",
    label: shell(isPaused ? "lane.resume" : "lane.pause"),
    icon: isPaused ? Play : Pause,
    keywords: [isPaused ? "resume" : "pause", "queue"],
    run: () => pauseLine.set(!isPaused),
  };
  const themes = THEMES.filter(({ name }) => name !== theme).map(({ name, icon }) => ({
    id: `theme ${name}`,
    label: t("theme", { name: shell(`themes.${name}`) }),
    icon,
    keywords: ["theme", name],
    run: () => setTheme(name),
  }));
  const languages = LOCALES.filter((name) => name !== locale).map((name) => ({
    id: `language ${name}`,
    label: t("language", { name: LANGUAGE_NAMES[name] }),
    icon: Languages,
    keywords: ["language", "语言", name],
    run: () => startTransition(() => setLocale(name)),
  }));
  return [...(mayAct && lane !== undefined ? [line] : []), ...languages, ...themes];
}
