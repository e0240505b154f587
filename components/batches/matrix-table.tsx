"use client";

import { useTranslations } from "next-intl";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InputColumn, OutputColumn } from "@/lib/batch-matrix";
import type { Cell } from "@/lib/matrix-moves";
import type { TaskView } from "@/lib/task-schemas";
import { MatrixTableRow } from "./matrix-table-row";
import { useColumnNames } from "./use-column-names";

export interface ShownMatrixRow {
  readonly row: number;
  /** The newest first; null while they are not here yet. */
  readonly runs: readonly TaskView[] | null;
  /** The run that is shown; null when there is none. */
  readonly task: TaskView | null;
}

export interface MatrixTableProps {
  readonly rows: readonly ShownMatrixRow[];
  readonly inputs: readonly InputColumn[];
  readonly outputs: readonly OutputColumn[];
  /** Its tasks do not all run the same workflow. */
  readonly isMixed: boolean;
  readonly onOpen: (cell: Cell) => void;
  /** Shows another run of a row; null: the newest. */
  readonly onChoose: (row: number, taskId: string | null) => void;
}

export function MatrixTable(props: MatrixTableProps) {
  const { rows, inputs, outputs, isMixed } = props;
  const t = useTranslations("batches.matrix");
  const names = useColumnNames();
  return (
    <section
      aria-label={t("scroll")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="focus-ring relative overflow-x-auto rounded-lg border bg-card"
    >
      <Table aria-label={t("label")} className="w-auto min-w-full">
        <TableHeader>
          <TableRow>
            <TableHead scope="col" className="sticky left-0 z-10 w-14 bg-card">
              {t("row")}
            </TableHead>
            {isMixed && <TableHead scope="col">{t("workflow")}</TableHead>}
            {inputs.map((column) => (
              <TableHead key={column.key} scope="col" title={names.input(column)}>
                <span className="block max-w-48 truncate">{names.input(column)}</span>
              </TableHead>
            ))}
            {outputs.map((column) => (
              <TableHead key={column.key} scope="col" title={names.output(column)} className="w-26">
                <span className="block max-w-32 truncate">{names.output(column)}</span>
              </TableHead>
            ))}
            <TableHead scope="col" className="w-full md:sticky md:right-0 md:bg-card">
              <span className="sr-only">{t("actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <MatrixTableRow key={row.row} shown={row} {...props} />
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
