"use client";

import { useLocale, useTranslations } from "next-intl";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { fieldLabel } from "@/components/new-task/field-label";
import { Button } from "@/components/ui/button";
import { fieldPlace } from "@/lib/workflow-field-setting";
import { FieldItem } from "./field-item";
import { type FieldDraft, type FormDraft, moveField } from "./form-draft";

interface Props {
  readonly draft: FormDraft;
  readonly disabled: boolean;
  readonly onDraft: (draft: FormDraft) => void;
  readonly onOwnOrder: () => void;
  readonly onChange: (place: string, part: Partial<FieldDraft>) => void;
}

/** The fields that the form shows, in its order; moved with buttons or by dragging. */
export function ShownFields({ draft, disabled, onDraft, onOwnOrder, onChange }: Props) {
  const t = useTranslations("workflow.form");
  const locale = useLocale();
  const shown = draft.fields.filter((one) => one.shown);
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [moved, setMoved] = useState<{ place: string; by: -1 | 1 } | null>(null);
  // A button that moves with its row in the document loses the focus; at an end the other one takes over.
  useEffect(() => {
    if (moved === null) return;
    const row = list.current?.querySelector(`[data-place="${CSS.escape(moved.place)}"]`);
    const buttons = [moved.by, -moved.by].map((by) =>
      row?.querySelector<HTMLButtonElement>(`[data-move="${by}"]`),
    );
    buttons.find((button) => button?.disabled === false)?.focus();
  }, [moved]);
  const move = (place: string, to: number) => onDraft(moveField(draft, place, to));
  const places = shown.map(({ field }) => fieldPlace(field));
  const dragOver = (event: DragEvent, index: number) => {
    if (dragged === null) return;
    event.preventDefault();
    if (places[index] !== dragged) move(dragged, index);
  };
  const movedAt = moved === null ? -1 : places.indexOf(moved.place);
  const movedField = shown[movedAt];
  return (
    <section aria-labelledby="shown-fields" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 id="shown-fields" className="font-semibold text-[15px]">
          {t("shown")}
          <span className="ml-1.5 font-normal text-muted-foreground text-sm tabular-nums">
            {shown.length}
          </span>
        </h2>
        <p className="flex flex-wrap items-center gap-2 text-muted-foreground text-xs">
          {t(draft.ordered ? "ordered" : "unordered")}
          {draft.ordered && !disabled && (
            <Button variant="outline" size="xs" onClick={onOwnOrder}>
              {t("ownOrder")}
            </Button>
          )}
        </p>
      </div>
      {shown.length === 0 && <p className="text-muted-foreground text-sm">{t("empty")}</p>}
      <ol ref={list} className="divide-y rounded-lg border bg-card empty:hidden">
        {shown.map((one, index) => {
          const place = fieldPlace(one.field);
          return (
            <FieldItem
              key={place}
              draft={one}
              place={place}
              isFirst={index === 0}
              isLast={index === shown.length - 1}
              isDragged={dragged === place}
              disabled={disabled}
              onChange={(part) => onChange(place, part)}
              onMove={(by) => {
                move(place, index + by);
                setMoved({ place, by });
              }}
              onDrag={(dragging) => setDragged(dragging ? place : null)}
              onDragOver={(event) => dragOver(event, index)}
            />
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {movedField !== undefined &&
          t("moved", {
            name: movedField.label.trim() || fieldLabel(movedField.field, locale),
            place: movedAt + 1,
            count: shown.length,
          })}
      </p>
    </section>
  );
}
