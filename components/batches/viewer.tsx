"use client";

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { useLast } from "@/components/use-last";
import { type InputColumn, type OutputColumn, outputsByColumn } from "@/lib/batch-matrix";
import { type Cell, cellsOf, type Direction, type Grid, move, sameCell } from "@/lib/matrix-moves";
import type { ShownMatrixRow } from "./matrix-table";
import { StandingCell } from "./standing-cell";
import { useColumnNames } from "./use-column-names";
import { ViewerFacts } from "./viewer-facts";
import { ViewerMedia } from "./viewer-media";

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const WAYS = [
  { direction: "left", words: "previous", icon: ArrowLeft },
  { direction: "right", words: "next", icon: ArrowRight },
  { direction: "up", words: "above", icon: ArrowUp },
  { direction: "down", words: "below", icon: ArrowDown },
] as const satisfies readonly { direction: Direction; words: string; icon: LucideIcon }[];

interface Props {
  /** The cell that is open; null: none. */
  readonly cell: Cell | null;
  readonly grid: Grid;
  readonly rows: readonly ShownMatrixRow[];
  readonly inputs: readonly InputColumn[];
  readonly outputs: readonly OutputColumn[];
  readonly onMove: (cell: Cell | null) => void;
  readonly onChoose: (row: number, taskId: string | null) => void;
}

/** One result as large as the window allows; the arrow keys go on from it. */
export function Viewer(props: Props) {
  const { cell, onMove } = props;
  const shown = useLast(cell);
  return (
    <Dialog open={cell !== null} onOpenChange={(open) => !open && onMove(null)}>
      {shown !== null && <Content {...props} cell={shown} />}
    </Dialog>
  );
}

function Content({ cell, grid, rows, inputs, outputs, onMove, onChoose }: Props & { cell: Cell }) {
  const t = useTranslations("batches.viewer");
  const names = useColumnNames();
  const shown = rows.find(({ row }) => row === cell.row);
  const column = outputs.find(({ key }) => key === cell.column);
  const output = outputsByColumn(shown?.task?.outputs ?? []).get(cell.column);
  const columnName = column === undefined ? "" : names.output(column);
  const row = cell.row + 1;
  const cells = cellsOf(grid);
  const place = cells.findIndex((one) => sameCell(one, cell)) + 1;
  const go = (direction: Direction) => {
    const target = move(grid, cell, direction);
    if (target !== null) onMove(target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = KEYS[event.key];
    // A player needs its own arrow keys, and so does a dialog on top of this one.
    const { target, currentTarget } = event;
    const isOurs =
      target instanceof Node && currentTarget.contains(target) && !(target instanceof HTMLMediaElement);
    if (direction === undefined || !isOurs || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(direction);
  };
  return (
    <DialogContent
      onKeyDown={onKeyDown}
      className="h-[calc(100dvh-2rem)] max-w-[100rem] gap-3 p-4 max-md:overflow-y-auto md:overflow-hidden"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pr-10">
        <DialogTitle className="min-w-0">{t("title", { row, column: columnName })}</DialogTitle>
        <span className="text-muted-foreground text-xs tabular-nums" aria-live="polite">
          {place > 0 && t("place", { place, total: cells.length })}
        </span>
        <span className="flex items-center gap-1 md:ml-auto">
          {WAYS.map(({ direction, words, icon: Icon }) => (
            <Button
              key={direction}
              variant="outline"
              size="icon-sm"
              aria-label={t(words)}
              // No tooltip: it would take the Escape key that is meant for the dialog.
              title={t(words)}
              // Not disabled: the focus would be lost at the last one.
              aria-disabled={move(grid, cell, direction) === null}
              onClick={() => go(direction)}
            >
              <Icon aria-hidden />
            </Button>
          ))}
        </span>
      </div>
      <DialogDescription className="sr-only">{t("about")}</DialogDescription>
      <div className="flex min-h-0 flex-1 flex-col gap-3 md:flex-row">
        <div className="flex min-h-64 min-w-0 flex-1 items-center justify-center md:min-h-0">
          {output === undefined ? (
            shown?.task != null && <StandingCell task={shown.task} />
          ) : (
            <ViewerMedia key={output.id} output={output} alt={t("alt", { row, column: columnName })} />
          )}
        </div>
        {shown?.task != null && (
          <ViewerFacts
            row={row}
            runs={shown.runs ?? []}
            task={shown.task}
            output={output ?? null}
            inputs={inputs}
            onChoose={(taskId) => onChoose(cell.row, taskId)}
          />
        )}
      </div>
    </DialogContent>
  );
}
