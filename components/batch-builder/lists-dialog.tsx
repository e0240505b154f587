import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { SheetColumn } from "@/lib/sheet/columns";
import { type Combination, combinedCount, combineLists, type SheetList } from "@/lib/sheet/lists";
import type { SheetRow } from "@/lib/sheet/rows";
import { MAX_BULK_TASKS } from "@/lib/task-limits";
import { ChoiceCards } from "./choice-cards";
import { firstDrafts, type ListDraft, listKind, newDraft, readDraft } from "./list-draft";
import { ListEditor } from "./list-editor";
import type { SheetFiles } from "./use-sheet-files";
import { type RowsGo, WhereRowsGo } from "./where-rows-go";

interface Props {
  readonly columns: readonly SheetColumn[];
  readonly files: SheetFiles;
  /** Rows with something in them; more than none asks where the new ones go. */
  readonly filledRows: number;
  readonly onRows: (rows: SheetRow[], go: RowsGo) => void;
  readonly onClose: () => void;
}

/** Rows made from lists: files, prompts, numbers; each with each, or row by row. The count shows before it is done. */
export function ListsDialog({ columns, files, filledRows, onRows, onClose }: Props) {
  const t = useTranslations("batchBuilder.lists");
  const [drafts, setDrafts] = useState<readonly ListDraft[]>(() => firstDrafts(columns));
  const [how, setHow] = useState<Combination>("cross");
  const [go, setGo] = useState<RowsGo>("below");
  const columnOf = new Map(columns.map((column) => [column.key, column]));
  const read = drafts.flatMap((draft) => {
    const column = columnOf.get(draft.key);
    return column === undefined ? [] : [{ draft, ...readDraft(draft, listKind(column)) }];
  });
  const lists: SheetList[] = read.map(({ draft, values }) => ({ key: draft.key, values }));
  const lengths = lists.map(({ values }) => values.length).filter((length) => length > 0);
  const made = combinedCount(lists, how);
  const total = made + (filledRows > 0 && go === "below" ? filledRows : 0);
  const isWrong = read.some(({ wrong }) => wrong !== null);
  const used = new Set(drafts.map(({ key }) => key));
  const free = columns.find(({ key }) => !used.has(key));

  const apply = () => {
    const named = read.map(({ draft, values }) => ({
      key: draft.key,
      values: draft.files.length > 0 ? files.shelf.take(draft.files) : values,
    }));
    onRows(combineLists(named, how), go);
  };
  const replace = (next: ListDraft) =>
    setDrafts((before) => before.map((draft) => (draft.id === next.id ? next : draft)));

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-2xl">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("intro")}</DialogDescription>
        </DialogHeader>
        {drafts.map((draft, index) => {
          const column = columnOf.get(draft.key);
          return column === undefined ? null : (
            <ListEditor
              key={draft.id}
              draft={draft}
              number={index + 1}
              column={column}
              columns={columns.filter(({ key }) => key === draft.key || !used.has(key))}
              fitting={files.fitting}
              onChange={replace}
              onRemove={
                drafts.length === 1 ? null : () => setDrafts(drafts.filter((other) => other.id !== draft.id))
              }
            />
          );
        })}
        {files.leftOut.length > 0 && (
          <ul className="text-destructive-text text-sm">
            {files.leftOut.slice(0, 5).map(({ name, sentence }) => (
              <li key={name}>{sentence}</li>
            ))}
          </ul>
        )}
        {free !== undefined && (
          <div>
            <Button
              size="sm"
              variant="ghost"
              onClick={() =>
                setDrafts([...drafts, newDraft(Math.max(...drafts.map(({ id }) => id)) + 1, free.key)])
              }
            >
              <Plus aria-hidden />
              {t("addList")}
            </Button>
          </div>
        )}
        <ChoiceCards
          label={t("how")}
          value={how}
          onChange={setHow}
          choices={[
            { value: "cross", label: t("cross"), hint: t("crossHint") },
            { value: "pair", label: t("pair"), hint: t("pairHint") },
          ]}
        />
        {filledRows > 0 && <WhereRowsGo value={go} onChange={setGo} />}
        <p role="status" className="font-medium text-sm tabular-nums">
          <Count how={how} lengths={lengths} made={made} total={total} />
        </p>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button disabled={made === 0 || total > MAX_BULK_TASKS || isWrong} onClick={apply}>
            {t("apply", { count: made })}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Count({
  how,
  lengths,
  made,
  total,
}: {
  how: Combination;
  lengths: readonly number[];
  made: number;
  total: number;
}) {
  const t = useTranslations("batchBuilder.lists");
  if (total > MAX_BULK_TASKS)
    return (
      <span className="text-destructive-text">{t("tooMany", { count: total, max: MAX_BULK_TASKS })}</span>
    );
  if (made === 0) return t("nothing");
  if (how === "cross" && lengths.length > 1)
    return t("product", { factors: lengths.join(" × "), count: made });
  if (how === "pair" && new Set(lengths).size > 1)
    return t("uneven", { lengths: lengths.join(", "), count: made });
  return t("rows", { count: made });
}
