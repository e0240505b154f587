"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMatching } from "@/components/tasks/use-matching";
import { Button } from "@/components/ui/button";
import { exportAddress } from "@/lib/task-export";
import type { TaskFilter, TaskSort } from "@/lib/task-schemas";

/** What the list shows, over all its pages and in its order, as a file. Counts only while it is in sight. */
export function ExportLinks({ filter, sort }: { filter: TaskFilter; sort: TaskSort }) {
  const t = useTranslations("list.export");
  const matching = useMatching(filter, true);
  if (matching?.count === 0) return null;
  return (
    <section aria-labelledby="export-title" className="mt-1.5 border-t px-2.5 pt-2 pb-1">
      <h3 id="export-title" className="text-muted-foreground text-xs">
        {matching === undefined
          ? t("all")
          : t(matching.capped ? "capped" : "exact", { count: matching.count })}
      </h3>
      <div className="-ml-2 flex items-center gap-1">
        {(["csv", "json"] as const).map((format) => (
          <Button key={format} asChild variant="ghost" size="sm" className="max-md:h-10">
            <a href={exportAddress(filter, sort, format)} download>
              <Download aria-hidden className="text-muted-foreground" />
              {t(format)}
            </a>
          </Button>
        ))}
      </div>
    </section>
  );
}
