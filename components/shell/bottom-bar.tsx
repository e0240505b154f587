"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActiveCount } from "@/components/shell/active-count";
import { currentItem } from "@/components/shell/nav";
import { useNav } from "@/components/shell/use-nav";
import { UserMenu } from "@/components/shell/user-menu";
import { cn } from "@/lib/utils";

/** The sidebar of a phone. */
export function BottomBar() {
  const t = useTranslations("shell");
  const current = currentItem(usePathname());
  const pages = useNav();
  return (
    <nav
      aria-label={t("navigation")}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {pages
        .filter(({ inMenu }) => !inMenu)
        .map((item) => {
          const isCurrent = item === current;
          return (
            <Link
              key={item.name}
              href={item.href}
              aria-current={isCurrent ? "page" : undefined}
              className={cn(
                "focus-ring-inset relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px]",
                isCurrent ? "font-medium text-primary-text" : "text-muted-foreground",
              )}
            >
              <item.icon aria-hidden className="size-5" />
              <span className="max-w-full truncate px-1">{t(`nav.${item.name}`)}</span>
              {item.name === "tasks" && <ActiveCount className="absolute top-1.5 left-1/2 ml-2" />}
            </Link>
          );
        })}
      <UserMenu compact />
    </nav>
  );
}
