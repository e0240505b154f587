"use client";

import { Monitor } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { THEMES } from "@/components/shell/themes";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";
import { useHydrated } from "@/components/use-hydrated";

const themeMenu = later(() => import("./theme-menu").then(({ ThemeMenu }) => ThemeMenu));

export function ThemeSwitch() {
  const t = useTranslations("shell");
  const { theme } = useTheme();
  // Only the browser knows the choice; the server draws the neutral mark.
  const known = useHydrated();
  const Mark = THEMES.find(({ name }) => known && name === theme)?.icon ?? Monitor;
  return (
    <Opener opens="menu" part={themeMenu} props={{}}>
      <Button variant="ghost" size="icon-xs" className="text-muted-foreground" aria-label={t("theme")}>
        <Mark aria-hidden />
      </Button>
    </Opener>
  );
}
