"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { THEMES } from "@/components/shell/themes";
import { DropdownMenuRadioGroup, DropdownMenuRadioItem } from "@/components/ui/dropdown-menu";
import { OpenMenu } from "@/components/ui/open-menu";
import type { Opened } from "@/components/ui/opener";

/** The choices of the ThemeSwitch. */
export function ThemeMenu(opened: Opened) {
  const t = useTranslations("shell");
  const { theme, setTheme } = useTheme();
  return (
    <OpenMenu {...opened} align="end">
      <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
        {THEMES.map(({ name, icon: Icon }) => (
          <DropdownMenuRadioItem key={name} value={name}>
            <Icon aria-hidden />
            {t(`themes.${name}`)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </OpenMenu>
  );
}
