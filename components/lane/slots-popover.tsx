"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccountHead } from "@/components/lane/account-head";
import type { Account, Slot } from "@/components/lane/slot";
import { OpenPopover } from "@/components/ui/open-popover";
import type { Opened } from "@/components/ui/opener";
import type { Lane } from "@/lib/queue-schemas";

export interface Place {
  readonly account: Account;
  readonly slot: Slot;
}

export interface SlotsProps {
  readonly lane: Lane;
  readonly places: readonly Place[];
  readonly view: (place: Place) => ReactNode;
}

/** Every slot, account by account, each with its own pause where there are several. */
export function SlotsPopover({ lane, places, view, ...opened }: SlotsProps & Opened) {
  const t = useTranslations("shell.lane");
  return (
    <OpenPopover
      {...opened}
      align="end"
      aria-label={t("label")}
      className="flex max-h-[min(60dvh,var(--radix-popover-content-available-height))] w-120 flex-col gap-4 overflow-y-auto"
    >
      {lane.accounts.map((account) => (
        <section key={account.id} aria-label={account.name} className="flex flex-col gap-2.5">
          {lane.accounts.length > 1 && <AccountHead account={account} />}
          {places.filter((place) => place.account === account).map(view)}
        </section>
      ))}
    </OpenPopover>
  );
}
