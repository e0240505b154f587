"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { useErrorText } from "@/components/error-text";
import { StatusBadge } from "@/components/tasks/status-badge";
import type { Outcome } from "@/components/tasks/use-run-action";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { useLast } from "@/components/use-last";
import { shortId } from "@/lib/short-id";
import { isTaskStatus } from "@/lib/task-status";

/** More lines than a person reads; the rest is counted, and in the copied report. */
const MAX_LINES = 100;

/** After a partly failed batch: which tasks were refused and why, with a way to try those again. */
export function ReportDialog({
  outcome,
  onClose,
  onRetry,
}: {
  outcome: Outcome | null;
  onClose: () => void;
  onRetry: (outcome: Outcome) => void;
}) {
  const shown = useLast(outcome);
  return (
    <Dialog open={outcome !== null} onOpenChange={(open) => !open && onClose()}>
      {shown !== null && (
        <DialogContent>
          <Report outcome={shown} onRetry={() => onRetry(shown)} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Report({ outcome, onRetry }: { outcome: Outcome; onRetry: () => void }) {
  const t = useTranslations("tasks.report");
  const common = useTranslations("common");
  const { report, action } = outcome;
  const done = report.succeeded.length;
  const failed = report.failed.length;
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t(`${action}Title`, { done, requested: report.requested })}</DialogTitle>
        <DialogDescription>{t("failed", { count: failed })}</DialogDescription>
      </DialogHeader>
      <RefusedList outcome={outcome} />
      {done > 0 && (
        <p className="flex items-center gap-1.5 text-muted-foreground text-sm">
          <CircleCheck aria-hidden className="size-4 text-status-ready" />
          {t("succeeded", { count: done })}
        </p>
      )}
      <DialogFooter>
        <CopyButton
          variant="ghost"
          size="default"
          className="sm:mr-auto"
          text={() => JSON.stringify(report, null, 2)}
        >
          {t("copy")}
        </CopyButton>
        <DialogClose asChild>
          <Button variant="outline">{common("close")}</Button>
        </DialogClose>
        <Button onClick={onRetry}>{t("retry", { count: failed })}</Button>
      </DialogFooter>
    </>
  );
}

function RefusedList({ outcome: { report, tasks } }: { outcome: Outcome }) {
  const t = useTranslations("tasks.report");
  const errorText = useErrorText();
  const names = new Map(tasks.map((task) => [task.id, task.workflowName]));
  const rest = report.failed.length - MAX_LINES;
  return (
    <ul className="max-h-72 divide-y overflow-y-auto rounded-lg border text-[13px]">
      {report.failed.slice(0, MAX_LINES).map((item) => (
        <li key={item.id} className="flex flex-col gap-1 px-3 py-2">
          <div className="flex min-w-0 items-center gap-2">
            <span className="min-w-0 truncate font-medium">{names.get(item.id) ?? shortId(item.id)}</span>
            <span className="font-mono text-muted-foreground text-xs">{shortId(item.id)}</span>
            {item.status !== null && isTaskStatus(item.status) && (
              <StatusBadge status={item.status} className="ml-auto" />
            )}
          </div>
          <span className="text-muted-foreground">{errorText(item)}</span>
        </li>
      ))}
      {rest > 0 && <li className="px-3 py-2 text-muted-foreground">{t("more", { count: rest })}</li>}
    </ul>
  );
}
