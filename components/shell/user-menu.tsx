"use client";

import { ChevronsUpDown, CircleUser } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActor } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";

const userMenuItems = later(() => import("./user-menu-items").then(({ UserMenuItems }) => UserMenuItems));

/** Who is signed in, and the way out. On a phone (`compact`) it also holds language and theme. */
export function UserMenu({ compact = false }: { compact?: boolean }) {
  const t = useTranslations("shell");
  const actor = useActor();
  return (
    <Opener opens="menu" part={userMenuItems} props={{ compact }}>
      {compact ? (
        <button
          type="button"
          className="focus-ring-inset flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] text-muted-foreground"
        >
          <CircleUser aria-hidden className="size-5" />
          {t("account")}
        </button>
      ) : (
        <Button
          variant="ghost"
          size="sm"
          className="justify-start gap-2 px-2 font-normal"
          aria-label={`${t("account")}: ${actor.name}`}
        >
          <CircleUser aria-hidden className="text-muted-foreground" />
          <span className="min-w-0 flex-1 truncate text-left">{actor.name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
        </Button>
      )}
    </Opener>
  );
}
