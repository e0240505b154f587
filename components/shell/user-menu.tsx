"use client";

import { ChevronsUpDown, CircleUser, LogOut, Search } from "lucide-react";
import Link from "next/link";
import { unstable_rethrow } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useTransition } from "react";
import { toast } from "sonner";
import { signOutAction } from "@/app/(auth)/actions";
import { setLocale } from "@/app/locale-action";
import { useOpenPalette } from "@/components/palette/palette-context";
import { useActor } from "@/components/shell/actor-context";
import { LANGUAGE_NAMES } from "@/components/shell/language-switch";
import { NAV } from "@/components/shell/nav";
import { THEMES } from "@/components/shell/theme-switch";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { LOCALES } from "@/lib/i18n/locale";

/** Who is signed in, and the way out. On a phone (`compact`) it also holds language and theme. */
export function UserMenu({ compact = false }: { compact?: boolean }) {
  const t = useTranslations("shell");
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
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
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
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-56">
        <DropdownMenuLabel>
          <span className="block">{t("signedInAs")}</span>
          <span className="block truncate font-medium text-foreground text-sm">{actor.name}</span>
          <span className="block">{t(`roles.${actor.role}`)}</span>
        </DropdownMenuLabel>
        {compact && <CommandsItem />}
        {compact && <MenuPages />}
        {compact && <Preferences />}
        <DropdownMenuSeparator />
        <DropdownMenuItem disabled={leaving} onSelect={leave}>
          <LogOut aria-hidden />
          {t("signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
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
      <DropdownMenuSeparator />
      {NAV.filter(({ inMenu }) => inMenu).map(({ name, href, icon: Icon }) => (
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
      <DropdownMenuRadioGroup value={locale} onValueChange={(chosen) => startChange(() => setLocale(chosen))}>
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
