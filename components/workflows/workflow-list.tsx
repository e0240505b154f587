"use client";

import { Plus, Trash2, Workflow } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { BatchLink } from "@/components/batch-builder/batch-link";
import { useErrorText } from "@/components/error-text";
import { workflowDescription, workflowName } from "@/components/new-task/field-label";
import { PageHead } from "@/components/page-head";
import { useMayAct } from "@/components/shell/actor-context";
import { ShortId } from "@/components/short-id";
import { RelativeTime } from "@/components/time";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hint } from "@/components/ui/tooltip";
import type { WorkflowView } from "@/lib/workflow-schemas";
import { ChangedBanner } from "./changed-banner";
import { ImportDialog } from "./import-dialog";
import { RemoveDialog } from "./remove-dialog";

/** The list itself must stay in view; of others their row tells. */
const MAX_BANNERS = 3;

/** The library. `initial` is what the server read with the page. */
export function WorkflowList({ initial }: { initial: WorkflowView[] }) {
  const t = useTranslations("workflows");
  const locale = useLocale();
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const utils = trpc.useUtils();
  const { data: workflows } = trpc.workflows.list.useQuery(undefined, { initialData: initial });
  const [leaving, setLeaving] = useState<WorkflowView | null>(null);
  const remove = trpc.workflows.remove.useMutation({ onSettled: () => utils.workflows.list.invalidate() });
  const confirmRemove = (workflow: WorkflowView) => {
    setLeaving(null);
    const name = workflowName(workflow, locale);
    remove.mutate(
      { id: workflow.id },
      {
        onSuccess: () => toast.success(t("removed", { name })),
        onError: (error) => toast.error(errorText(error)),
      },
    );
  };
  return (
    <>
      <PageHead
        title={t("title")}
        intro={t("intro")}
        action={mayAct && workflows.length > 0 && <ImportDialog />}
      />
      {workflows.length === 0 ? (
        <EmptyState icon={Workflow} title={t("empty.title")} actions={mayAct && <ImportDialog />}>
          {t("empty.body")}
        </EmptyState>
      ) : (
        <>
          <div className="mb-4 flex flex-col gap-2 empty:hidden">
            {workflows
              .filter(({ newerVersionId }) => newerVersionId !== null)
              .slice(0, MAX_BANNERS)
              .map((workflow) => (
                <ChangedBanner key={workflow.id} workflow={workflow} place="list" />
              ))}
          </div>
          <ul className="divide-y rounded-lg border bg-card">
            {workflows.map((workflow) => (
              <Row
                key={workflow.id}
                workflow={workflow}
                mayAct={mayAct}
                busy={remove.isPending && remove.variables.id === workflow.id}
                onRemove={() => setLeaving(workflow)}
              />
            ))}
          </ul>
        </>
      )}
      <RemoveDialog
        name={leaving && workflowName(leaving, locale)}
        onCancel={() => setLeaving(null)}
        onConfirm={() => leaving && confirmRemove(leaving)}
      />
    </>
  );
}

function Row({
  workflow,
  mayAct,
  busy,
  onRemove,
}: {
  workflow: WorkflowView;
  mayAct: boolean;
  busy: boolean;
  onRemove: () => void;
}) {
  const t = useTranslations("workflows");
  const locale = useLocale();
  const name = workflowName(workflow, locale);
  const description = workflowDescription(workflow, locale);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/workflows/${workflow.id}`}
            className="focus-ring min-w-0 rounded-sm font-medium text-[15px] underline-offset-4 [overflow-wrap:anywhere] hover:underline"
          >
            {name}
          </Link>
          <Badge>{t(`kinds.${workflow.kind}`)}</Badge>
          <Badge variant="outline">{t(`sources.${workflow.source}`)}</Badge>
          {workflow.newerVersionId !== null && <Badge variant="default">{t("changed")}</Badge>}
        </p>
        {description !== null && (
          <p className="mt-0.5 line-clamp-2 text-muted-foreground text-sm [overflow-wrap:anywhere]">
            {description}
          </p>
        )}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted-foreground text-xs tabular-nums">
          <ShortId id={workflow.remoteId} />
          <span>{t("nodes", { count: workflow.nodeCount })}</span>
          <span>
            {t("columns.updated")} <RelativeTime value={workflow.updatedAt} />
          </span>
        </p>
      </div>
      {mayAct && (
        <div className="flex items-center gap-1.5">
          <Button asChild variant="outline" size="sm">
            <Link href={`/tasks/new?workflow=${workflow.id}`} aria-label={t("useOf", { name })}>
              <Plus aria-hidden />
              {t("use")}
            </Link>
          </Button>
          <BatchLink to={{ workflow: workflow.id }} name={name} />
          <Hint text={t("remove")}>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t("removeOf", { name })}
              disabled={busy}
              onClick={onRemove}
            >
              <Trash2 aria-hidden />
            </Button>
          </Hint>
        </div>
      )}
    </li>
  );
}
