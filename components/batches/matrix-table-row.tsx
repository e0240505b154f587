"use client";

import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import { TableCell, TableRow } from "@/components/ui/table";
import { inputOf, outputsByColumn } from "@/lib/batch-matrix";
import { cn } from "@/lib/utils";
import { InputCell } from "./input-cell";
import type { MatrixTableProps, ShownMatrixRow } from "./matrix-table";
import { OutputCell } from "./output-cell";
import { RowActions } from "./row-actions";
import { RunStepper } from "./run-stepper";
import { StandingCell } from "./standing-cell";
import { useColumnNames } from "./use-column-names";

/** Rows keep one height in every state, so that nothing below them jumps. */
const ROW_HEIGHT = "h-24";

/** One row: what its task was given, then what it made or how it stands. */
export function MatrixTableRow({
  shown: { row, runs, task },
  inputs,
  outputs,
  isMixed,
  onOpen,
  onChoose,
}: { shown: ShownMatrixRow } & Omit<MatrixTableProps, "rows">) {
  const t = useTranslations("batches.matrix");
  const names = useColumnNames();
  const number = row + 1;
  const results = outputsByColumn(task?.outputs ?? []);
  const hasResults = task?.status === "SUCCESS" && results.size > 0;
  const rest = (isMixed ? 1 : 0) + inputs.length + outputs.length + 1;
  return (
    <TableRow className={cn(ROW_HEIGHT, runs?.length === 0 && "opacity-50")} data-row={number}>
      <th
        scope="row"
        aria-label={t("rowNumber", { row: number })}
        className="sticky left-0 z-10 bg-card px-3 text-left align-middle font-normal text-muted-foreground tabular-nums"
      >
        {number}
        {runs !== null && runs.length > 1 && task !== null && (
          <RunStepper row={number} runs={runs} shown={task} onChoose={(id) => onChoose(row, id)} />
        )}
      </th>
      {runs === null ? (
        <TableCell colSpan={rest}>
          <Skeleton className="h-16 w-72" />
        </TableCell>
      ) : task === null ? (
        <TableCell colSpan={rest} className="text-muted-foreground">
          {t("deleted")}
        </TableCell>
      ) : (
        <>
          {isMixed && (
            <TableCell>
              <span className="line-clamp-3 min-w-24 max-w-40 [overflow-wrap:anywhere]">
                {task.workflowName}
              </span>
            </TableCell>
          )}
          {inputs.map((column) => (
            <TableCell key={column.key}>
              <InputCell input={inputOf(task, column)} />
            </TableCell>
          ))}
          {hasResults ? (
            outputs.map((column) => {
              const output = results.get(column.key);
              return (
                <TableCell key={column.key} className="py-1.5">
                  {output !== undefined && (
                    <OutputCell
                      output={output}
                      label={t("open", { row: number, column: names.output(column) })}
                      onOpen={() => onOpen({ row, column: column.key })}
                    />
                  )}
                </TableCell>
              );
            })
          ) : (
            <TableCell colSpan={outputs.length}>
              <StandingCell task={task} />
            </TableCell>
          )}
          <TableCell className="md:sticky md:right-0 md:bg-card">
            <RowActions row={number} task={task} onRunAgain={() => onChoose(row, null)} />
          </TableCell>
        </>
      )}
    </TableRow>
  );
}
