import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { RowProblem } from "@/lib/sheet/check";
import type { SheetColumn } from "@/lib/sheet/columns";
import type { CellPlace } from "./sheet-grid";

/** More lines than a person reads; mending some brings up the rest. */
const MAX_LINES = 200;

interface Props {
  readonly problems: readonly RowProblem[];
  readonly columns: readonly SheetColumn[];
  readonly invalidRows: number;
  readonly validRows: number;
  /** Offered when somebody asked to create; null when they only look. */
  readonly onOnlyValid: (() => void) | null;
  readonly onJump: (place: CellPlace) => void;
  readonly onClose: () => void;
}

/** Every problem by row and column; each leads to its cell. */
export function ProblemsDialog(props: Props) {
  const { problems, columns, invalidRows, validRows, onOnlyValid, onJump, onClose } = props;
  const t = useTranslations("batchBuilder.problems");
  const labels = new Map(columns.map(({ key, label }) => [key, label]));
  const rest = problems.length - MAX_LINES;
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent onCloseAutoFocus={(event) => event.preventDefault()}>
        <DialogHeader>
          <DialogTitle>{t("title", { count: invalidRows })}</DialogTitle>
          <DialogDescription>{t("intro")}</DialogDescription>
        </DialogHeader>
        <ul className="max-h-80 divide-y overflow-y-auto rounded-lg border text-[13px]">
          {problems.slice(0, MAX_LINES).map(({ key, index, message }) => (
            <li key={`${index} ${key}`}>
              <button
                type="button"
                onClick={() => onJump({ key, index })}
                className="focus-ring-inset w-full px-3 py-2 text-left hover:bg-accent [overflow-wrap:anywhere]"
              >
                <span className="font-medium tabular-nums">
                  {t("place", { row: index + 1, column: labels.get(key) ?? "" })}
                </span>{" "}
                <span className="text-destructive-text">{message}</span>
              </button>
            </li>
          ))}
          {rest > 0 && <li className="px-3 py-2 text-muted-foreground">{t("more", { count: rest })}</li>}
        </ul>
        <DialogFooter>
          {onOnlyValid !== null && validRows > 0 && (
            <Button variant="outline" onClick={onOnlyValid}>
              {t("onlyValid", { count: validRows })}
            </Button>
          )}
          <Button onClick={onClose}>{t("fix")}</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
