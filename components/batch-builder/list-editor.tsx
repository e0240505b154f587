import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { OptionSelect } from "@/components/ui/option-select";
import { Textarea } from "@/components/ui/textarea";
import type { SheetColumn } from "@/lib/sheet/columns";
import { guessPromptBreak } from "@/lib/sheet/lists";
import { type ListDraft, listKind, readDraft } from "./list-draft";
import { ListFiles } from "./list-files";

interface Props {
  readonly draft: ListDraft;
  readonly number: number;
  /** Columns no other list has, and its own. */
  readonly columns: readonly SheetColumn[];
  readonly column: SheetColumn;
  readonly fitting: (files: readonly File[], column: SheetColumn) => File[];
  readonly onChange: (draft: ListDraft) => void;
  readonly onRemove: (() => void) | null;
}

/** One list and the column it fills, with the count of its values. */
export function ListEditor({ draft, number, columns, column, fitting, onChange, onRemove }: Props) {
  const t = useTranslations("batchBuilder.lists");
  const kind = listKind(column);
  const { values, wrong } = readDraft(draft, kind);
  const id = `list-${draft.id}`;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-lg border p-3">
      <legend className="sr-only">{t("list", { number })}</legend>
      <div className="flex items-center gap-2">
        <OptionSelect
          size="sm"
          aria-label={t("columnOf", { number })}
          value={draft.key}
          onChange={(key) => onChange({ ...draft, key, text: "", files: [], parted: null })}
          options={columns.map(({ key, label }) => ({ value: key, label }))}
        />
        <span role="status" className="shrink-0 text-muted-foreground text-xs tabular-nums">
          {t("values", { count: values.length })}
        </span>
        {onRemove !== null && (
          <Button variant="ghost" size="icon-sm" aria-label={t("remove", { number })} onClick={onRemove}>
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {kind === "files" ? (
        <ListFiles
          label={column.label}
          files={draft.files}
          onAdd={(files) => onChange({ ...draft, files: [...draft.files, ...fitting(files, column)] })}
          onClear={() => onChange({ ...draft, files: [] })}
        />
      ) : (
        <>
          <Textarea
            value={draft.text}
            rows={kind === "numbers" ? 1 : 4}
            aria-label={t("valuesOf", { column: column.label })}
            aria-invalid={wrong !== null}
            aria-describedby={`${id}-words`}
            placeholder={t(`placeholders.${kind}`)}
            className="max-h-60 min-h-10 text-sm max-md:text-base"
            onChange={(event) => onChange({ ...draft, text: event.target.value })}
          />
          <div id={`${id}-words`} className="text-muted-foreground text-xs">
            {wrong !== null && <p className="text-destructive-text">{t("wrong", { text: wrong })}</p>}
            {kind === "numbers" && wrong === null && t("numbersHint")}
            {kind === "texts" && <Parted draft={draft} onChange={onChange} />}
          </div>
        </>
      )}
    </fieldset>
  );
}

/** How the text is cut into values; asked only where both ways differ. */
function Parted({ draft, onChange }: { draft: ListDraft; onChange: (draft: ListDraft) => void }) {
  const t = useTranslations("batchBuilder.lists");
  const parted = draft.parted ?? guessPromptBreak(draft.text);
  if (!/\n[^\S\n]*\n/.test(draft.text.trim())) return t("linesHint");
  const other = parted === "line" ? "blankLine" : "line";
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {t(`parted.${parted}`)}
      <Button
        variant="link"
        size="xs"
        className="h-auto px-0 text-xs"
        onClick={() => onChange({ ...draft, parted: other })}
      >
        {t(`partBy.${other}`)}
      </Button>
    </span>
  );
}
