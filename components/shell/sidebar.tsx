"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { PaletteButton } from "@/components/palette/palette-button";
import { ActiveCount } from "@/components/shell/active-count";
import { BrandMark } from "@/components/shell/brand";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { currentItem } from "@/components/shell/nav";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { useNav } from "@/components/shell/use-nav";
import { UserMenu } from "@/components/shell/user-menu";
import { cn } from "@/lib/utils";

export function Sidebar() {
  const t = useTranslations("shell");
  const current = currentItem(usePathname());
  const pages = useNav();
  return (
    <header className="sticky top-0 flex h-dvh w-(--sidebar-width) shrink-0 flex-col border-r bg-surface max-md:hidden">
      <Link
        href="/tasks"
        className="focus-ring mx-2 mt-2 flex h-9 items-center gap-2 rounded-md px-2 font-semibold text-[15px] tracking-tight"
      >
        <BrandMark />
        HubQueue
      </Link>
      <div className="px-2 pt-2">
        <PaletteButton />
      </div>
      <nav aria-label={t("navigation")} className="flex-1 overflow-y-auto p-2">
        <ul className="flex flex-col gap-0.5">
          {pages.map((item) => {
            const isCurrent = item === current;
            return (
              <li key={item.name}>
                <Link
                  href={item.href}
                  aria-current={isCurrent ? "page" : undefined}
                  className={cn(
                    "focus-ring flex h-8 items-center gap-2.5 rounded-md px-2 text-[13px] transition-colors",
                    isCurrent
                      ? "bg-foreground/8 font-medium text-foreground"
                      : "text-muted-foreground hover:bg-foreground/5 hover:text-foreground",
                  )}
                >
                  <item.icon aria-hidden className="size-4 shrink-0" />
                  <span className="flex-1 truncate">{t(`nav.${item.name}`)}</span>
                  {item.name === "tasks" && <ActiveCount />}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="flex flex-col gap-1 border-t p-2">
        <div className="flex items-center justify-between px-1">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <UserMenu />
      </div>
    </header>
  );
}
