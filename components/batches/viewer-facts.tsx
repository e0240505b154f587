"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { UseAsInput } from "@/components/reuse/use-as-input";
import { Button } from "@/components/ui/button";
import { type InputColumn, inputOf } from "@/lib/batch-matrix";
import type { OutputView, TaskView } from "@/lib/task-schemas";
import { InputCell } from "./input-cell";
import { RunStepper } from "./run-stepper";
import { useColumnNames } from "./use-column-names";

/** Beside a result: what its row was given, its other runs, and what can be done with it. */
export function ViewerFacts({
  row,
  runs,
  task,
  output,
  inputs,
  onChoose,
}: {
  /** As people count. */
  row: number;
  runs: readonly TaskView[];
  task: TaskView;
  /** Null where this run has no result of that kind. */
  output: OutputView | null;
  inputs: readonly InputColumn[];
  onChoose: (taskId: string | null) => void;
}) {
  const t = useTranslations("batches.viewer");
  const actions = useTranslations("batches.actions");
  const outputs = useTranslations("task.outputs");
  const names = useColumnNames();
  return (
    <aside
      aria-label={t("inputs")}
      className="flex shrink-0 flex-col gap-3 text-[13px] md:w-72 md:overflow-y-auto"
    >
      <div className="flex flex-wrap gap-2 p-0.5">
        {output !== null && <UseAsInput output={output} />}
        {output !== null && output.text !== null && (
          <CopyButton text={output.text} variant="outline" size="sm">
            {outputs("copyText")}
          </CopyButton>
        )}
        {output?.state === "STORED" && (
          <Button asChild variant="outline" size="sm">
            <a href={`${output.url}?download=1`} download>
              <Download aria-hidden />
              {t("download")}
            </a>
          </Button>
        )}
        <Button asChild variant="outline" size="sm">
          <Link href={`/tasks/${task.id}`}>{actions("open")}</Link>
        </Button>
      </div>
      {runs.length > 1 && <RunStepper row={row} runs={runs} shown={task} onChoose={onChoose} />}
      <dl className="flex flex-col gap-2.5">
        {inputs.map((column) => (
          <div key={column.key} className="flex flex-col gap-0.5">
            <dt className="text-muted-foreground text-xs">{names.input(column)}</dt>
            <dd className="min-w-0">
              <InputCell input={inputOf(task, column)} whole />
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
