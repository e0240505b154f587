"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useActor } from "@/components/shell/actor-context";
import { isAllowed, type Right } from "@/lib/rights";
import { cn } from "@/lib/utils";

const PAGES: readonly {
  readonly name: "queue" | "you" | "people" | "tokens" | "audit" | "diagnostics";
  readonly href: string;
  readonly right?: Right;
}[] = [
  { name: "queue", href: "/settings" },
  { name: "you", href: "/settings/account" },
  { name: "tokens", href: "/settings/tokens" },
  { name: "people", href: "/settings/people", right: "managePeople" },
  { name: "audit", href: "/settings/audit", right: "readAudit" },
  { name: "diagnostics", href: "/settings/diagnostics", right: "readDiagnostics" },
];

/** The pages of the settings that this person may open. */
export function SettingsNav() {
  const t = useTranslations("people.nav");
  const pathname = usePathname();
  const actor = useActor();
  const current = useRef<HTMLAnchorElement>(null);
  // On a phone the pages are more than fit; where one is, is in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another current link
  useEffect(() => {
    // Browsers may answer with a promise, which an effect must not.
    current.current?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [pathname]);
  const pages = PAGES.filter(({ right }) => right === undefined || isAllowed(actor, right));
  return (
    <nav aria-label={t("label")} className="-mx-4 mb-5 overflow-x-auto border-b px-4 md:-mx-6 md:px-6">
      <ul className="flex gap-5">
        {pages.map(({ name, href }) => {
          const isCurrent = pathname === href;
          return (
            <li key={name}>
              <Link
                ref={isCurrent ? current : undefined}
                href={href}
                aria-current={isCurrent ? "page" : undefined}
                className={cn(
                  "focus-ring-inset -mb-px flex h-10 items-center whitespace-nowrap border-b-2 text-[13px]",
                  isCurrent
                    ? "border-primary font-medium text-foreground"
                    : "border-transparent text-muted-foreground hover:text-foreground",
                )}
              >
                {t(name)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
