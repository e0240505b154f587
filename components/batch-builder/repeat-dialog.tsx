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
import { InputField } from "@/components/ui/field";
import type { RepeatOrder } from "@/lib/sheet/rows";
import { MAX_BULK_TASKS } from "@/lib/task-limits";
import { ChoiceCards } from "./choice-cards";

interface Props {
  readonly rowCount: number;
  /** Rows marked in the sheet; 0 or 1 repeats all of them. */
  readonly markedCount: number;
  readonly onRepeat: (times: number, order: RepeatOrder, onlyMarked: boolean) => void;
  readonly onClose: () => void;
}

/** Rows several times over, with the count they will make. */
export function RepeatDialog({ rowCount, markedCount, onRepeat, onClose }: Props) {
  const t = useTranslations("batchBuilder.repeat");
  const [text, setText] = useState("2");
  const [order, setOrder] = useState<RepeatOrder>("each");
  const onlyMarked = markedCount > 1 && markedCount < rowCount;
  const source = onlyMarked ? markedCount : rowCount;
  const times = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  const total = rowCount - source + source * times;
  const isTooMany = total > MAX_BULK_TASKS;
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>
            {onlyMarked ? t("marked", { count: markedCount }) : t("all", { count: rowCount })}
          </DialogDescription>
        </DialogHeader>
        <InputField
          label={t("times")}
          value={text}
          inputMode="numeric"
          className="max-w-32 tabular-nums"
          onChange={(event) => setText(event.target.value)}
        />
        <ChoiceCards
          label={t("order")}
          value={order}
          onChange={setOrder}
          choices={[
            { value: "each", label: t("each"), hint: t("eachHint") },
            { value: "whole", label: t("whole"), hint: t("wholeHint") },
          ]}
        />
        <p role="status" className={isTooMany ? "text-destructive-text text-sm" : "text-sm"}>
          {isTooMany ? t("tooMany", { count: total, max: MAX_BULK_TASKS }) : t("total", { count: total })}
        </p>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button disabled={times < 1 || isTooMany} onClick={() => onRepeat(times, order, onlyMarked)}>
            {t("apply")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
