"use client";

import { Bookmark } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ViewsProps } from "@/components/tasks/views-popover";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";

const popover = later(() => import("./views-popover").then(({ ViewsPopover }) => ViewsPopover));

/** Views by name: open one, save what the list shows now, rename or delete; or take the list away as a file. */
export function ViewsMenu(props: ViewsProps) {
  const t = useTranslations("list.views");
  return (
    <Opener opens="dialog" part={popover} props={props}>
      <Button variant="ghost" size="sm" aria-label={t("open")} className="text-muted-foreground max-md:h-9">
        <Bookmark aria-hidden />
        <span className="max-lg:sr-only">{t("title")}</span>
      </Button>
    </Opener>
  );
}
