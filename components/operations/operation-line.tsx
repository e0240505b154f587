"use client";

import { CircleCheck, CircleSlash, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOperationWords } from "@/components/operations/use-operation-words";
import { isUnderWay } from "@/components/operations/use-recent-operations";
import { useActor, useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import type { OperationView } from "@/lib/operation-schemas";

export interface OperationDeeds {
  readonly abort: (operation: OperationView) => void;
  readonly undo: (operation: OperationView) => void;
  readonly report: (operation: OperationView) => void;
  readonly dismiss: (operation: OperationView) => void;
  /** Operations whose abort or undo is on its way. */
  readonly asking: ReadonlySet<string>;
}

/** One operation: how far it is, or how it ended and what can still be done about it. */
export function OperationLine({ operation, deeds }: { operation: OperationView; deeds: OperationDeeds }) {
  const t = useTranslations("operations");
  const actor = useActor();
  const words = useOperationWords();
  const title = words.title(operation);
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2.5">
      <div className="flex min-h-7 items-center gap-2">
        <Mark operation={operation} />
        <span className="min-w-0 flex-1 text-[13px]">
          <span className="font-medium">{title}</span>
          {operation.actor !== actor.name && (
            <span className="block truncate text-muted-foreground text-xs">
              {t("by", { actor: operation.actor })}
            </span>
          )}
        </span>
        <Buttons operation={operation} title={title} deeds={deeds} />
      </div>
      {isUnderWay(operation) ? (
        <ProgressOf operation={operation} title={title} />
      ) : (
        words.rest(operation) !== "" && (
          <p className="pl-6 text-muted-foreground text-xs">{words.rest(operation)}</p>
        )
      )}
    </li>
  );
}

function Mark({ operation: { finishedAt, state, failed } }: { operation: OperationView }) {
  if (finishedAt === null) return null;
  const whole = state === "finished" && failed === 0;
  const Icon = whole ? CircleCheck : CircleSlash;
  return (
    <Icon
      aria-hidden
      className={whole ? "size-4 shrink-0 text-status-ready" : "size-4 shrink-0 text-muted-foreground"}
    />
  );
}

function ProgressOf({ operation, title }: { operation: OperationView; title: string }) {
  const t = useTranslations("operations");
  const { requested, succeeded, failed } = operation;
  const done = succeeded + failed;
  const percent = requested === null || requested === 0 ? null : Math.round((done / requested) * 100);
  return (
    <div className="flex items-center gap-2.5">
      <Progress value={percent} aria-label={title} className="flex-1" />
      <span className="text-muted-foreground text-xs tabular-nums">
        {requested === null ? t("settling") : t("progress", { done, requested })}
      </span>
    </div>
  );
}

function Buttons({
  operation,
  title,
  deeds,
}: {
  operation: OperationView;
  title: string;
  deeds: OperationDeeds;
}) {
  const t = useTranslations("operations");
  const mayAct = useMayAct();
  const busy = deeds.asking.has(operation.id);
  if (isUnderWay(operation)) {
    return mayAct ? (
      <Button
        size="xs"
        variant="outline"
        busy={busy}
        aria-label={t("abortOf", { title })}
        onClick={() => deeds.abort(operation)}
      >
        {t("abort")}
      </Button>
    ) : null;
  }
  return (
    <span className="flex shrink-0 items-center gap-1">
      {mayAct && operation.undoableUntil !== null && (
        <Button
          size="xs"
          variant="outline"
          busy={busy}
          aria-label={t("undoOf", { title })}
          onClick={() => deeds.undo(operation)}
        >
          <Undo2 aria-hidden className="size-3.5" />
          {t("undo")}
        </Button>
      )}
      <Button
        size="xs"
        variant="ghost"
        aria-label={t("reportOf", { title })}
        onClick={() => deeds.report(operation)}
      >
        {t("report.open")}
      </Button>
      <Button
        size="icon-xs"
        variant="ghost"
        aria-label={t("dismissOf", { title })}
        onClick={() => deeds.dismiss(operation)}
      >
        <X aria-hidden className="size-3.5" />
      </Button>
    </span>
  );
}
