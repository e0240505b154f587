"use client";

import { Languages } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { setLocale } from "@/app/locale-action";
import { Button } from "@/components/ui/button";
import { LOCALES } from "@/lib/i18n/locale";

/** Each language is named in itself, so that people find theirs. */
export const LANGUAGE_NAMES = { zh: "中文", en: "English" } as const;

/** One press shows the page in the other language. */
export function LanguageSwitch() {
  const t = useTranslations("shell");
  const current = useLocale();
  const [changing, startChange] = useTransition();
  const other = LOCALES.find((locale) => locale !== current) ?? LOCALES[0];
  return (
    <Button
      variant="ghost"
      size="xs"
      disabled={changing}
      className="text-muted-foreground"
      aria-label={`${t("language")}: ${LANGUAGE_NAMES[other]}`}
      onClick={() => startChange(() => setLocale(other))}
    >
      <Languages aria-hidden />
      {LANGUAGE_NAMES[other]}
    </Button>
  );
}
