import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { ThemeSwitch } from "@/components/shell/theme-switch";

/** What stands around the forms in front of the door. */
export function Doorstep({ children }: { children: ReactNode }) {
  const t = useTranslations("auth");
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-end gap-1 p-3">
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center px-4 pt-4 pb-12">
        <div className="mb-8 flex flex-col items-center text-center">
          <BrandMark className="size-12" />
          <p className="mt-4 font-semibold text-2xl tracking-tight">HubQueue</p>
          <p className="mt-1.5 text-balance text-muted-foreground">{t("tagline")}</p>
        </div>
        {children}
      </main>
    </div>
  );
}
