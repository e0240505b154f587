import { AppWindow, Workflow } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { WorkflowView } from "@/lib/workflow-schemas";
import { workflowDescription, workflowName } from "./field-label";

/** One workflow of the library; the whole card is the link to its form. */
export function WorkflowCard({ workflow }: { workflow: WorkflowView }) {
  const t = useTranslations("workflows");
  const locale = useLocale();
  const description = workflowDescription(workflow, locale);
  const Mark = workflow.kind === "ai-app" ? AppWindow : Workflow;
  return (
    <li className="min-w-0">
      <Link
        href={`/tasks/new?workflow=${workflow.id}`}
        className="focus-ring flex h-full flex-col gap-2 rounded-lg border bg-card p-4 transition-colors hover:border-primary/60 hover:bg-primary-soft/40"
      >
        <span className="flex items-start gap-2.5">
          <Mark aria-hidden className="mt-0.5 size-4.5 shrink-0 text-primary-text" />
          <span className="line-clamp-2 min-w-0 font-medium text-[15px] [overflow-wrap:anywhere]">
            {workflowName(workflow, locale)}
          </span>
        </span>
        {description !== null && (
          <span className="line-clamp-3 text-muted-foreground text-sm [overflow-wrap:anywhere]">
            {description}
          </span>
        )}
        <span className="mt-auto flex flex-wrap items-center gap-1.5 pt-1">
          <Badge>{t(`kinds.${workflow.kind}`)}</Badge>
          <Badge variant="outline">{t(`sources.${workflow.source}`)}</Badge>
          <span className="text-muted-foreground text-xs tabular-nums">
            {t("nodes", { count: workflow.nodeCount })}
          </span>
        </span>
      </Link>
    </li>
  );
}
