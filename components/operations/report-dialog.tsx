"use client";

import { CircleCheck, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { useErrorText } from "@/components/error-text";
import { FailureGroup } from "@/components/operations/failure-group";
import { deedOf } from "@/components/operations/use-operation-words";
import { useReportText } from "@/components/operations/use-report-text";
import { useMayAct } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
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
import { Skeleton } from "@/components/ui/skeleton";
import { useLast } from "@/components/use-last";
import type { OperationView } from "@/lib/operation-schemas";

/** What became of an operation: which tasks were refused and why, with a way to try those again, and all of it as a file. */
export function ReportDialog({
  operation,
  onClose,
  onRetry,
}: {
  operation: OperationView | null;
  onClose: () => void;
  /** @param name of the task, when it is a single one */
  onRetry: (operation: OperationView, name: string | undefined) => void;
}) {
  const shown = useLast(operation);
  return (
    <Dialog open={operation !== null} onOpenChange={(open) => !open && onClose()}>
      {shown !== null && (
        <DialogContent>
          <Report operation={shown} onRetry={(name) => onRetry(shown, name)} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Report({ operation, onRetry }: { operation: OperationView; onRetry: (name?: string) => void }) {
  const t = useTranslations("operations");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const { id, succeeded, failed, skipped } = operation;
  const { data, error } = trpc.operations.failures.useQuery({ id }, { enabled: failed > 0 });
  const groups = data?.groups ?? [];
  const copyText = useReportText(operation, groups);
  const requested = operation.requested ?? 0;
  const only = failed === 1 ? (groups[0]?.items[0]?.name ?? undefined) : undefined;
  return (
    <>
      <DialogHeader>
        <DialogTitle>{t(`report.title.${deedOf(operation)}`, { done: succeeded, requested })}</DialogTitle>
        <DialogDescription>
          {failed > 0 ? t("report.failed", { count: failed }) : t("report.nothingFailed")}
        </DialogDescription>
      </DialogHeader>
      {failed > 0 && data === undefined && error === null && <Skeleton className="h-16" />}
      {error !== null && <p className="text-muted-foreground text-sm">{errorText(error)}</p>}
      {groups.length > 0 && (
        <ul className="max-h-72 divide-y overflow-y-auto rounded-lg border text-[13px]">
          {groups.map((group) => (
            <FailureGroup key={`${group.code} ${group.statusBefore}`} group={group} />
          ))}
        </ul>
      )}
      {succeeded > 0 && (
        <p className="flex items-center gap-1.5 text-muted-foreground text-sm">
          <CircleCheck aria-hidden className="size-4 text-status-ready" />
          {t("report.succeeded", { count: succeeded })}
        </p>
      )}
      {skipped > 0 && (
        <p className="text-muted-foreground text-sm">{t("report.skipped", { count: skipped })}</p>
      )}
      <div className="flex flex-wrap items-center gap-1">
        {(["csv", "json"] as const).map((format) => (
          <Button key={format} asChild variant="ghost" size="xs">
            <a href={`/api/operations/${id}/report?format=${format}`} download>
              <Download aria-hidden className="size-3.5" />
              {t(`report.${format}`)}
            </a>
          </Button>
        ))}
        <CopyButton variant="ghost" size="xs" text={copyText}>
          {t("report.copy")}
        </CopyButton>
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{common("close")}</Button>
        </DialogClose>
        {mayAct && failed > 0 && operation.action !== "undo" && (
          <Button onClick={() => onRetry(only)}>{t("report.retry", { count: failed })}</Button>
        )}
      </DialogFooter>
    </>
  );
}
