"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Card, CardContent } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { ImportPanel } from "@/components/workflows/import-panel";
import type { WorkflowView } from "@/lib/workflow-schemas";
import { workflowDescription, workflowName } from "./field-label";
import { WorkflowCard } from "./workflow-card";

/** From here on a search field helps more than it costs. */
const SEARCH_FROM = 7;

/** Step one: a workflow of the library, or one's own. */
export function ChooseWorkflow({ workflows }: { workflows: readonly WorkflowView[] }) {
  const t = useTranslations("newTask.choose");
  const locale = useLocale();
  const router = useRouter();
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const found = workflows.filter((workflow) =>
    [workflowName(workflow, locale), workflowDescription(workflow, locale) ?? "", workflow.remoteId].some(
      (text) => text.toLowerCase().includes(wanted),
    ),
  );
  return (
    <div className="flex flex-col gap-8">
      <section aria-labelledby="library-title" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="library-title" className="font-semibold text-[15px]">
            {t("library")}
          </h2>
          {workflows.length >= SEARCH_FROM && (
            <div className="relative w-full sm:w-64">
              <Search
                aria-hidden
                className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
              />
              <Input
                type="search"
                value={query}
                aria-label={t("search")}
                placeholder={t("search")}
                className="pl-8"
                onChange={(event) => setQuery(event.target.value)}
              />
            </div>
          )}
        </div>
        {workflows.length === 0 && <p className="text-muted-foreground text-sm">{t("empty")}</p>}
        <p role="status" className="text-muted-foreground text-sm empty:hidden">
          {workflows.length > 0 && found.length === 0 ? t("nothingFound", { query: query.trim() }) : ""}
        </p>
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {found.map((workflow) => (
            <WorkflowCard key={workflow.id} workflow={workflow} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="own-title" className="flex flex-col gap-3">
        <h2 id="own-title" className="font-semibold text-[15px]">
          {t("own")}
        </h2>
        <Card>
          <CardContent>
            <ImportPanel onImported={({ id }) => router.push(`/tasks/new?workflow=${id}`)} />
          </CardContent>
        </Card>
      </section>
    </div>
  );
}
