"use client";

import { CircleUser, LogOut, Search } from "lucide-react";
import Link from "next/link";
import { unstable_rethrow } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useTransition } from "react";
import { signOutAction } from "@/app/(auth)/actions";
import { setLocale } from "@/app/locale-action";
import { useOpenPalette } from "@/components/palette/palette-context";
import { useActor } from "@/components/shell/actor-context";
import { LANGUAGE_NAMES } from "@/components/shell/language-switch";
import { THEMES } from "@/components/shell/themes";
import { useNav } from "@/components/shell/use-nav";
import { toast } from "@/components/toast/toast";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import { OpenMenu } from "@/components/ui/open-menu";
import type { Opened } from "@/components/ui/opener";
import { LOCALES } from "@/lib/i18n/locale";

/** The items of the UserMenu. */
export function UserMenuItems({ compact, ...opened }: Opened & { compact: boolean }) {
  const t = useTranslations("shell");
  const settings = useTranslations("people.nav");
  const actor = useActor();
  const [leaving, startLeaving] = useTransition();
  const leave = () =>
    startLeaving(async () => {
      try {
        await signOutAction();
      } catch (error) {
        unstable_rethrow(error); // the way to the sign-in page
        toast.error(t("signOutFailed"));
      }
    });
  return (
    <OpenMenu {...opened} align="end" className="w-56">
      <DropdownMenuLabel>
        <span className="block">{t("signedInAs")}</span>
        <span className="block truncate font-medium text-foreground text-sm">{actor.name}</span>
        <span className="block">{t(`roles.${actor.role}`)}</span>
      </DropdownMenuLabel>
      {compact && <CommandsItem />}
      {compact && <MenuPages />}
      {compact && <Preferences />}
      <DropdownMenuSeparator />
      <DropdownMenuItem asChild>
        <Link href="/settings/account">
          <CircleUser aria-hidden />
          {settings("you")}
        </Link>
      </DropdownMenuItem>
      <DropdownMenuItem disabled={leaving} onSelect={leave}>
        <LogOut aria-hidden />
        {t("signOut")}
      </DropdownMenuItem>
    </OpenMenu>
  );
}

/** A phone has no keys for the palette. */
function CommandsItem() {
  const t = useTranslations("palette");
  const open = useOpenPalette();
  return (
    <>
      <DropdownMenuSeparator />
      {/* Once the menu has closed and given the focus back: the palette takes it. */}
      <DropdownMenuItem onSelect={() => requestAnimationFrame(open)}>
        <Search aria-hidden />
        {t("button")}
      </DropdownMenuItem>
    </>
  );
}

/** Pages that have no place in the bar of a phone. */
function MenuPages() {
  const t = useTranslations("shell.nav");
  return (
    <>
      {useNav()
        .filter(({ inMenu }) => inMenu)
        .map(({ name, href, icon: Icon }) => (
          <DropdownMenuItem key={name} asChild>
            <Link href={href}>
              <Icon aria-hidden />
              {t(name)}
            </Link>
          </DropdownMenuItem>
        ))}
    </>
  );
}

function Preferences() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const [, startChange] = useTransition();
  return (
    <>
      <DropdownMenuSeparator />
      <DropdownMenuLabel>{t("language")}</DropdownMenuLabel>
      {/* Side by side, so that the whole menu fits on a small phone. */}
      <DropdownMenuRadioGroup
        className="grid grid-cols-2"
        value={locale}
        onValueChange={(chosen) => startChange(() => setLocale(chosen))}
      >
        {LOCALES.map((name) => (
          <DropdownMenuRadioItem key={name} value={name}>
            {LANGUAGE_NAMES[name]}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
      <DropdownMenuLabel>{t("theme")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
        {THEMES.map(({ name }) => (
          <DropdownMenuRadioItem key={name} value={name}>
            {t(`themes.${name}`)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}
