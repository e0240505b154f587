"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ListAddressState } from "@/components/tasks/use-list-address";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";
import { wishesOf } from "@/lib/list-address";
import { cn } from "@/lib/utils";

const popover = later(() => import("./filter-popover").then(({ FilterPopover }) => FilterPopover));

/** Workflow, account, problem, batch, date: what the tabs and the search do not cover. */
export function FilterMenu({ address, narrow }: Pick<ListAddressState, "address" | "narrow">) {
  const t = useTranslations("list.filter");
  const count = wishesOf(address).length;
  return (
    <Opener opens="dialog" part={popover} props={{ address, narrow }}>
      <Button
        variant="outline"
        size="sm"
        aria-label={count > 0 ? t("openActive", { count }) : t("open")}
        className={cn("max-md:h-10", count > 0 && "border-primary text-primary-text")}
      >
        <ListFilter aria-hidden />
        <span className="max-md:sr-only">{t("open")}</span>
        {count > 0 && <span className="tabular-nums">{count}</span>}
      </Button>
    </Opener>
  );
}
