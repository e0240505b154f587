"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ViewOptionsProps } from "@/components/tasks/view-options-menu";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";
import { Hint } from "@/components/ui/tooltip";

const menu = later(() => import("./view-options-menu").then(({ ViewOptionsMenu }) => ViewOptionsMenu));

/** Which columns the table has and how tall its rows are; this browser remembers it. */
export function ViewOptions({ layout, onChange }: ViewOptionsProps) {
  const t = useTranslations("list.options");
  return (
    <Opener opens="menu" part={menu} props={{ layout, onChange }}>
      <Hint text={t("open")}>
        <Button variant="ghost" size="icon-sm" aria-label={t("open")}>
          <Columns3 aria-hidden />
        </Button>
      </Hint>
    </Opener>
  );
}
