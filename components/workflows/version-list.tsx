"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { ExactTime } from "@/components/time";
import { trpc } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Hint } from "@/components/ui/tooltip";
import type { WorkflowVersionView, WorkflowView } from "@/lib/workflow-schemas";
import { useVersion } from "./changed-banner";
import { DifferenceView } from "./difference-view";

/** The graphs the entry had, the newest first, each with what changed since the one before. */
export function VersionList({ workflow }: { workflow: WorkflowView }) {
  const t = useTranslations("workflow.versions");
  const { data: versions, isError } = trpc.workflows.versions.useQuery({ id: workflow.id });
  const { use, isPending } = useVersion(workflow.id);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted-foreground text-sm">{t("intro")}</p>
      {isError && <p role="alert">{t("failed")}</p>}
      {versions === undefined ? (
        !isError && <Skeleton className="h-24" />
      ) : (
        <ol className="divide-y rounded-lg border bg-card">
          {versions.map((version, index) => (
            <Row
              key={version.id}
              workflow={workflow}
              version={version}
              beforeId={versions[index + 1]?.id ?? null}
              busy={isPending}
              onUse={() => use(version.id, t("used"))}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function Row({
  workflow,
  version,
  beforeId,
  busy,
  onUse,
}: {
  workflow: WorkflowView;
  version: WorkflowVersionView;
  beforeId: string | null;
  busy: boolean;
  onUse: () => void;
}) {
  const t = useTranslations("workflow.versions");
  const mayAct = useMayAct();
  const [open, setOpen] = useState(false);
  const isSent = version.sendsGraph && workflow.source !== "pasted";
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <ExactTime value={version.createdAt} className="font-medium text-sm" />
            {version.isCurrent && <Badge variant="default">{t("current")}</Badge>}
            {version.id === workflow.newerVersionId && <Badge variant="outline">{t("newer")}</Badge>}
            {isSent && (
              <Hint text={t("sentHint")}>
                {/* Words that explain more must be reachable by keyboard. */}
                <button type="button" className="focus-ring rounded-md">
                  <Badge variant="outline">{t("sent")}</Badge>
                </button>
              </Hint>
            )}
          </p>
          <p className="mt-0.5 flex gap-3 text-muted-foreground text-xs tabular-nums">
            <span>{t("nodes", { count: version.nodeCount })}</span>
            <span>{t("tasks", { count: version.taskCount })}</span>
          </p>
        </div>
        <div className="flex gap-1.5">
          {beforeId === null ? (
            <span className="self-center text-muted-foreground text-xs">{t("first")}</span>
          ) : (
            <Button variant="ghost" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t("show")}
            </Button>
          )}
          {mayAct && !version.isCurrent && (
            <Button variant="outline" size="sm" disabled={busy} onClick={onUse}>
              {t("use")}
            </Button>
          )}
        </div>
      </div>
      {open && beforeId !== null && <Difference id={workflow.id} beforeId={beforeId} afterId={version.id} />}
    </li>
  );
}

function Difference(versions: { id: string; beforeId: string; afterId: string }) {
  const t = useTranslations("workflow.versions");
  const { data, isError } = trpc.workflows.difference.useQuery(versions);
  return (
    <div className="mt-3 border-t pt-3" aria-live="polite">
      {data !== undefined ? (
        <DifferenceView difference={data} />
      ) : (
        <p className="text-muted-foreground text-sm">{isError ? t("failed") : t("loading")}</p>
      )}
    </div>
  );
}
