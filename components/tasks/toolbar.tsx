"use client";

import { Keyboard, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { FreshnessBadge } from "@/components/live/freshness-badge";
import { useMayAct } from "@/components/shell/actor-context";
import { FilterMenu } from "@/components/tasks/filter-menu";
import { SearchBox } from "@/components/tasks/search-box";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";

export function Toolbar({
  address,
  narrow,
  onHelp,
}: Pick<ListAddressState, "address" | "narrow"> & { onHelp: () => void }) {
  const t = useTranslations("tasks");
  const keys = useTranslations("list.keys");
  const mayAct = useMayAct();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 pt-4 pb-2 md:px-5">
      <h1 className="font-semibold text-lg tracking-tight">{t("title")}</h1>
      <FreshnessBadge />
      <Hint text={keys("title")}>
        <Button
          variant="ghost"
          size="icon-xs"
          className="text-muted-foreground pointer-coarse:hidden"
          aria-label={keys("title")}
          onClick={onHelp}
        >
          <Keyboard aria-hidden />
        </Button>
      </Hint>
      <div className="flex items-center gap-2 max-md:order-last max-md:w-full md:ml-auto">
        <SearchBox value={address.q} onChange={(q) => narrow({ q }, "replace")} />
        <FilterMenu address={address} narrow={narrow} />
      </div>
      {mayAct && (
        <Button asChild size="sm" className="max-md:ml-auto max-md:h-10">
          <Link href="/tasks/new">
            <Plus aria-hidden />
            {t("newTask")}
          </Link>
        </Button>
      )}
    </div>
  );
}
