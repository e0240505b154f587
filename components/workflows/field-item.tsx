"use client";

import { ArrowDown, ArrowUp, ChevronRight, GripVertical } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { fieldLabel } from "@/components/new-task/field-label";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { cn } from "@/lib/utils";
import { FieldSettings } from "./field-settings";
import { type FieldDraft, problemOfDraft } from "./form-draft";

interface Props {
  readonly draft: FieldDraft;
  readonly place: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isDragged: boolean;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDrag: (dragging: boolean) => void;
  readonly onDragOver: (event: DragEvent) => void;
}

/** One field of the form: its name, what is set about it, and, unfolded, everything that can be. */
export function FieldItem({ draft, place, isFirst, isLast, isDragged, disabled, ...on }: Props) {
  const t = useTranslations("workflow.form");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const { field } = draft;
  const name = draft.label.trim() || fieldLabel(field, locale);
  // A problem nobody can see cannot be mended.
  const isOpen = open || problemOfDraft(draft) !== null;
  return (
    <li
      data-place={place}
      className={cn("bg-card first:rounded-t-lg last:rounded-b-lg", isDragged && "opacity-50")}
      onDragOver={on.onDragOver}
    >
      <div className="flex min-h-13 items-center gap-2 py-1.5 pr-2 pl-3 sm:gap-3">
        {/* Dragging is a shortcut for a mouse; the buttons do the same for everybody. */}
        {!disabled && (
          <span
            draggable
            aria-hidden
            title={t("drag")}
            className="-ml-1.5 cursor-grab text-muted-foreground active:cursor-grabbing pointer-coarse:hidden"
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              on.onDrag(true);
            }}
            onDragEnd={() => on.onDrag(false)}
          >
            <GripVertical className="size-4" />
          </span>
        )}
        <Switch
          checked={draft.shown}
          disabled={disabled}
          aria-label={t("show", { name })}
          onCheckedChange={(shown) => on.onChange({ shown })}
        />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium text-sm" title={name}>
            {name}
          </p>
          <Marks draft={draft} />
        </div>
        <div className="flex shrink-0 items-center">
          {([-1, 1] as const).map((by) => {
            const Arrow = by === -1 ? ArrowUp : ArrowDown;
            return (
              <Button
                key={by}
                variant="ghost"
                size="icon-sm"
                data-move={by}
                disabled={disabled || (by === -1 ? isFirst : isLast)}
                aria-label={t(by === -1 ? "up" : "down", { name })}
                onClick={() => on.onMove(by)}
              >
                <Arrow aria-hidden />
              </Button>
            );
          })}
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("edit", { name })}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <ChevronRight aria-hidden className={isOpen ? "rotate-90" : undefined} />
          </Button>
        </div>
      </div>
      {isOpen && <FieldSettings draft={draft} disabled={disabled} onChange={on.onChange} />}
    </li>
  );
}

/** What is set about the field, in a word each. */
function Marks({ draft }: { draft: FieldDraft }) {
  const t = useTranslations("workflow.field");
  const locale = useLocale();
  const { field, label, min, max, value, presets, required } = draft;
  const low = min.trim() || String(field.min ?? "");
  const high = max.trim() || String(field.max ?? "");
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground text-xs">
      <span>{t(`types.${field.type}`)}</span>
      <span className="min-w-0 truncate font-mono">
        #{field.nodeId} {label.trim() === "" ? field.fieldName : fieldLabel(field, locale)}
      </span>
      {required && <Badge>{t("marks.required")}</Badge>}
      {(min.trim() !== "" || max.trim() !== "") && (
        <Badge className="max-w-40 truncate">{t("marks.range", { min: low || "…", max: high || "…" })}</Badge>
      )}
      {value !== null && (
        <Badge>
          <span className="max-w-40 truncate">{t("marks.value", { value: value || t("empty") })}</span>
        </Badge>
      )}
      {presets.length > 0 && <Badge>{t("marks.presets", { count: presets.length })}</Badge>}
    </p>
  );
}
