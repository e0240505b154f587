import { useTranslations } from "next-intl";
import { isFileField } from "@/lib/field-value";
import type { RowProblem } from "@/lib/sheet/check";
import { appendRows, isEmptyRow, repeatRows, type SheetRow } from "@/lib/sheet/rows";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { ImportDialog } from "./import-dialog";
import { ListsDialog } from "./lists-dialog";
import { ProblemsDialog } from "./problems-dialog";
import { RepeatDialog } from "./repeat-dialog";
import { SeedsDialog } from "./seeds-dialog";
import type { SheetDialog } from "./sheet-toolbar";
import { downloadTemplate } from "./template-file";
import type { Builder } from "./use-builder";
import type { RowsGo } from "./where-rows-go";

interface Props {
  readonly workflow: WorkflowDetail;
  readonly builder: Builder;
  readonly dialog: SheetDialog | null;
  readonly problems: readonly RowProblem[];
  readonly onOnlyValid: (() => void) | null;
  readonly onClose: () => void;
}

/** The one dialog that is open. */
export function SheetDialogs({ workflow, builder, dialog, problems, onOnlyValid, onClose }: Props) {
  const t = useTranslations("batchBuilder");
  const { columns, shown, sheet, files, counted, marked, seeds } = builder;
  const filledRows = counted.filter((row) => !isEmptyRow(row)).length;

  const take = (rows: SheetRow[], go: RowsGo) => {
    sheet.change((before) => (go === "instead" ? rows : appendRows(before, rows)));
    // A column that got a value must be seen.
    for (const key of new Set(rows.flatMap(({ cells }) => Object.keys(cells)))) builder.showColumn(key, true);
    onClose();
  };
  const template = () => {
    const example = ({ field }: (typeof shown)[number]) => {
      if (field === null) return t("import.exampleNote");
      if (isFileField(field)) return t("import.exampleFile");
      return field.type === "seed" ? "" : String(field.value);
    };
    void downloadTemplate(shown, example, `${workflow.name}.xlsx`);
  };

  switch (dialog) {
    case "lists":
      return (
        <ListsDialog
          columns={columns}
          files={files}
          filledRows={filledRows}
          onRows={take}
          onClose={onClose}
        />
      );
    case "import":
      return (
        <ImportDialog
          columns={columns}
          shown={shown}
          filledRows={filledRows}
          onTemplate={template}
          onRows={take}
          onClose={onClose}
        />
      );
    case "seeds":
      return (
        <SeedsDialog
          columns={shown}
          seeds={seeds}
          rowCount={counted.length}
          say={builder.say}
          onChange={builder.setSeed}
          onClose={onClose}
        />
      );
    case "repeat": {
      const rows = counted.length === 0 ? sheet.rows : counted;
      const markedCount = marked === null ? 0 : marked.last - marked.first + 1;
      return (
        <RepeatDialog
          rowCount={rows.length}
          markedCount={markedCount}
          onClose={onClose}
          onRepeat={(times, order, onlyMarked) => {
            const first = onlyMarked ? (marked?.first ?? 0) : 0;
            const last = onlyMarked ? (marked?.last ?? 0) : rows.length - 1;
            const repeated = repeatRows(rows.slice(first, last + 1), times, order);
            sheet.change(() => [...rows.slice(0, first), ...repeated, ...rows.slice(last + 1)]);
            onClose();
          }}
        />
      );
    }
    case "problems":
      return (
        <ProblemsDialog
          problems={problems}
          columns={columns}
          invalidRows={builder.invalid.size}
          validRows={counted.length - builder.invalid.size}
          onOnlyValid={onOnlyValid}
          onJump={(place) => {
            onClose();
            builder.jumpTo(place);
          }}
          onClose={onClose}
        />
      );
    case null:
      return null;
  }
}
