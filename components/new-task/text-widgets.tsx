"use client";

import { type Ref, useId } from "react";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Slider } from "@/components/ui/slider";
import { Textarea } from "@/components/ui/textarea";
import type { TextProps } from "./widget-props";

/** More steps than this are easier typed than dragged. */
const MAX_SLIDER_STEPS = 200;

export function TextareaWidget({
  value,
  onChange,
  onBlur,
  disabled,
  id,
  describedBy,
  invalid,
  focusRef,
}: TextProps) {
  return (
    <Textarea
      ref={focusRef as Ref<HTMLTextAreaElement>} // a textarea is an HTMLElement; refs are invariant
      id={id}
      value={value.text}
      disabled={disabled}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      className="max-h-96 min-h-24"
      onBlur={onBlur}
      onChange={(event) => onChange({ type: "text", text: event.target.value })}
    />
  );
}

/** One line of text; with options it suggests them. */
export function LineWidget({
  field,
  value,
  onChange,
  onBlur,
  disabled,
  id,
  describedBy,
  invalid,
  focusRef,
}: TextProps) {
  const listId = useId();
  const mode = { integer: "numeric", number: "decimal" } as const;
  const inputMode = field.type === "integer" || field.type === "number" ? mode[field.type] : undefined;
  return (
    <>
      <Input
        ref={focusRef as Ref<HTMLInputElement>} // an input is an HTMLElement; refs are invariant
        id={id}
        value={value.text}
        disabled={disabled}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={inputMode === undefined}
        list={field.options === undefined ? undefined : listId}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className={inputMode === undefined ? undefined : "tabular-nums sm:max-w-48"}
        onBlur={onBlur}
        onChange={(event) => onChange({ type: "text", text: event.target.value })}
      />
      {field.options !== undefined && (
        <datalist id={listId}>
          {field.options.map((option) => (
            <option key={option.value} value={option.value} label={option.label} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** A number; where the limits are close together, also a slider. */
export function NumberWidget(props: TextProps) {
  const { field, value, onChange, disabled, label } = props;
  const { min, max } = field;
  const step = field.step ?? (field.type === "integer" ? 1 : 0.01);
  const slides = min !== undefined && max !== undefined && (max - min) / step <= MAX_SLIDER_STEPS;
  if (!slides) return <LineWidget {...props} />;
  const position = Number(value.text);
  return (
    <div className="flex items-center gap-4">
      <Slider
        aria-label={label}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        value={[Number.isFinite(position) ? Math.min(Math.max(position, min), max) : min]}
        onValueChange={([next]) => next !== undefined && onChange({ type: "text", text: String(next) })}
      />
      <div className="w-24 shrink-0">
        <LineWidget {...props} />
      </div>
    </div>
  );
}

export function SelectWidget({
  field,
  value,
  onChange,
  onBlur,
  disabled,
  id,
  describedBy,
  invalid,
  focusRef,
}: TextProps) {
  const own = String(field.value);
  const options = field.options ?? [];
  // The workflow's own value stays choosable, also where the list does not name it.
  const all = options.some((option) => option.value === own)
    ? options
    : [{ value: own, label: own }, ...options];
  return (
    <Select
      value={value.text}
      disabled={disabled}
      onValueChange={(text) => onChange({ type: "text", text })}
      onOpenChange={(open) => !open && onBlur()}
    >
      <SelectTrigger
        ref={focusRef as Ref<HTMLButtonElement>} // a button is an HTMLElement; refs are invariant
        id={id}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className="sm:max-w-80"
      >
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {all
          .filter((option) => option.value !== "") // an empty value would mean "nothing chosen"
          .map((option) => (
            <SelectItem key={option.value} value={option.value}>
              {option.label}
            </SelectItem>
          ))}
      </SelectContent>
    </Select>
  );
}
