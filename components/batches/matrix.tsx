"use client";

import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { ReadFailure } from "@/components/read-failure";
import { Skeleton } from "@/components/ui/skeleton";
import { type InputColumn, inputColumns, inputOf, outputColumns, outputsByColumn } from "@/lib/batch-matrix";
import type { BatchView } from "@/lib/batch-schemas";
import type { Cell, Grid } from "@/lib/matrix-moves";
import type { TaskView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";
import type { FormField, OutputNode } from "@/lib/workflow-schemas";
import { MatrixBar } from "./matrix-bar";
import { MatrixPager } from "./matrix-pager";
import { MatrixTable, type ShownMatrixRow } from "./matrix-table";
import { NoRows } from "./no-rows";
import { useMatrix } from "./use-matrix";
import { useMatrixAddress } from "./use-matrix-address";
import { Viewer } from "./viewer";

interface Props {
  readonly batch: BatchView;
  readonly fields: readonly FormField[];
  readonly outputNodes: readonly OutputNode[];
}

/** The results side by side: a row per task, what it was given, and a column for each result. */
export function Matrix({ batch, fields, outputNodes }: Props) {
  const t = useTranslations("batches.matrix");
  const address = useMatrixAddress();
  const matrix = useMatrix(batch.id, address.from, address.status);
  /** The earlier run that somebody looks at, by row; the newest otherwise. */
  const [chosen, setChosen] = useState<ReadonlyMap<number, string>>(new Map());
  const [open, setOpen] = useState<Cell | null>(null);
  const choose = useCallback((row: number, taskId: string | null) => {
    setChosen((before) => {
      const after = new Map(before);
      if (taskId === null) after.delete(row);
      else after.set(row, taskId);
      return after;
    });
  }, []);

  const shown: ShownMatrixRow[] = matrix.rows.map(({ row, content }) => ({
    row,
    runs: content?.tasks ?? null,
    task: pick(content?.tasks ?? [], chosen.get(row)),
  }));
  const inputs = useMemo(() => inputColumns(matrix.columns?.inputs ?? [], fields), [matrix.columns, fields]);
  const outputs = outputColumns(
    matrix.columns?.outputs ?? [],
    outputNodes,
    shown.flatMap(({ runs }) => runs ?? []),
  );
  const grid: Grid = {
    columns: outputs.map(({ key }) => key),
    rows: shown.map(({ row, task }) => ({ row, filled: filledOf(task) })),
  };
  const { page } = matrix;
  return (
    <section aria-labelledby="matrix-title" className="mt-6">
      <MatrixBar
        title={t("title")}
        status={address.status}
        onShow={address.show}
        sameEverywhere={sameEverywhere(shown, inputs)}
      />
      {page === undefined || matrix.columns === undefined ? (
        matrix.error === null ? (
          <Skeleton className="h-96" />
        ) : (
          <ReadFailure words="batches.error" error={matrix.error} onRetry={matrix.retry} />
        )
      ) : shown.length === 0 ? (
        <NoRows status={address.status} onShowAll={() => address.show(null)} />
      ) : (
        <div className={cn("transition-opacity", matrix.isChanging && "opacity-60")}>
          <MatrixTable
            rows={shown}
            inputs={inputs}
            outputs={outputs}
            isMixed={batch.workflows.length > 1}
            onOpen={setOpen}
            onChoose={choose}
          />
          <MatrixPager page={page} isFiltered={address.status !== null} onOpen={address.open} />
        </div>
      )}
      <Viewer
        cell={open}
        grid={grid}
        rows={shown}
        inputs={inputs}
        outputs={outputs}
        onMove={setOpen}
        onChoose={choose}
      />
    </section>
  );
}

/** The newest run, unless somebody chose an earlier one that is still there. */
function pick(runs: readonly TaskView[], chosenId: string | undefined): TaskView | null {
  return runs.find(({ id }) => id === chosenId) ?? runs[0] ?? null;
}

function filledOf(task: TaskView | null): ReadonlySet<string> {
  return new Set(task?.status === "SUCCESS" ? outputsByColumn(task.outputs).keys() : []);
}

/** How many inputs are the same everywhere and so have no column; 0 while no row is here to tell. */
function sameEverywhere(rows: readonly ShownMatrixRow[], columns: readonly InputColumn[]): number {
  const [task] = rows.flatMap((row) => row.task ?? []);
  if (task === undefined) return 0;
  const varying = columns.filter((column) => inputOf(task, column) !== null).length;
  return task.nodeInfoList.length - varying;
}
