"use client";

import { FileDown, Pencil, Plus, RefreshCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { workflowDescription, workflowName } from "@/components/new-task/field-label";
import { useMayAct } from "@/components/shell/actor-context";
import { ShortId } from "@/components/short-id";
import { RelativeTime } from "@/components/time";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { WorkflowView } from "@/lib/workflow-schemas";
import { RemoveDialog } from "./remove-dialog";
import { RenameDialog } from "./rename-dialog";
import { useCheckForChanges } from "./use-check";
import { useExport } from "./use-export";

/** What the entry is, and what can be done with the whole of it. */
export function WorkflowHeader({ workflow }: { workflow: WorkflowView }) {
  const t = useTranslations("workflow");
  const tList = useTranslations("workflows");
  const locale = useLocale();
  const mayAct = useMayAct();
  const name = workflowName(workflow, locale);
  const description = workflowDescription(workflow, locale);
  const [renaming, setRenaming] = useState(false);
  const exporting = useExport(workflow.id, name);
  return (
    <header className="mt-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">{name}</h1>
          {description !== null && (
            <p className="mt-1 text-muted-foreground text-sm [overflow-wrap:anywhere]">{description}</p>
          )}
          <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-xs tabular-nums">
            <span className="flex gap-1.5">
              <Badge>{tList(`kinds.${workflow.kind}`)}</Badge>
              <Badge variant="outline">{tList(`sources.${workflow.source}`)}</Badge>
            </span>
            <ShortId id={workflow.remoteId} />
            <span>{tList("nodes", { count: workflow.nodeCount })}</span>
            <span>
              {tList("columns.updated")} <RelativeTime value={workflow.updatedAt} />
            </span>
          </p>
        </div>
        {mayAct && (
          <Button asChild>
            <Link href={`/tasks/new?workflow=${workflow.id}`}>
              <Plus aria-hidden />
              {t("newTask")}
            </Link>
          </Button>
        )}
      </div>
      <div className="mt-3 flex flex-wrap gap-1.5">
        {mayAct && (
          <Button variant="outline" size="sm" onClick={() => setRenaming(true)}>
            <Pencil aria-hidden />
            {t("rename.open")}
          </Button>
        )}
        {mayAct && workflow.source !== "pasted" && <CheckButton id={workflow.id} />}
        <Button variant="outline" size="sm" busy={exporting.isPending} onClick={exporting.start}>
          <FileDown aria-hidden />
          {t("export.button")}
        </Button>
        {mayAct && <RemoveButton id={workflow.id} name={name} />}
      </div>
      <RenameDialog workflow={workflow} open={renaming} onClose={() => setRenaming(false)} />
    </header>
  );
}

function CheckButton({ id }: { id: string }) {
  const t = useTranslations("workflow.check");
  const { check, isPending } = useCheckForChanges(id);
  return (
    <Button variant="outline" size="sm" busy={isPending} onClick={check}>
      {!isPending && <RefreshCw aria-hidden />}
      {t("button")}
    </Button>
  );
}

function RemoveButton({ id, name }: { id: string; name: string }) {
  const t = useTranslations("workflow");
  const tList = useTranslations("workflows");
  const errorText = useErrorText();
  const router = useRouter();
  const utils = trpc.useUtils();
  const [asked, setAsked] = useState(false);
  const remove = trpc.workflows.remove.useMutation({
    onSuccess: () => {
      toast.success(tList("removed", { name }));
      void utils.workflows.list.invalidate();
      router.push("/workflows");
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <>
      <Button variant="outline" size="sm" busy={remove.isPending} onClick={() => setAsked(true)}>
        <Trash2 aria-hidden />
        {t("remove")}
      </Button>
      <RemoveDialog
        name={asked ? name : null}
        onCancel={() => setAsked(false)}
        onConfirm={() => {
          setAsked(false);
          remove.mutate({ id });
        }}
      />
    </>
  );
}
