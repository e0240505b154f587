"use client";

import { RotateCcw } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Controller, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Hint } from "@/components/ui/tooltip";
import { initialValue, isChanged, isFileField } from "@/lib/field-value";
import type { FormField } from "@/lib/workflow-schemas";
import { fieldLabel } from "./field-label";
import { FieldWidget } from "./field-widget";
import { PresetMenu } from "./preset-menu";
import { RecentMenu } from "./recent-menu";
import { fieldKey, type TaskFormValues } from "./task-form";

/** One field of the generated form: label, where it lives in the graph, control, limits, problem. */
export function FieldRow({ field, index, disabled }: { field: FormField; index: number; disabled: boolean }) {
  const locale = useLocale();
  const t = useTranslations("newTask.form");
  const { control } = useFormContext<TaskFormValues>();
  const key = fieldKey(index);
  const label = fieldLabel(field, locale);
  const hint = useRangeText(field);
  const ids = { control: `field-${key}`, hint: `field-${key}-hint`, error: `field-${key}-error` };
  return (
    <Controller
      control={control}
      name={`fields.${key}`}
      render={({ field: { value, onChange, onBlur, ref }, fieldState: { error } }) => {
        const describedBy = [hint && ids.hint, error && ids.error].filter(Boolean).join(" ") || undefined;
        // What is being uploaded would replace what was picked meanwhile.
        const isFixed = disabled || (value.type === "file" && value.busy);
        const isReset = !isFileField(field) && isChanged(field, value);
        return (
          <div className="flex flex-col gap-1.5">
            <div className="flex min-h-7 items-end justify-between gap-3">
              <Label htmlFor={ids.control} className="min-w-0 select-text [overflow-wrap:anywhere]">
                {/* One child: the label spaces its children apart. */}
                <span>
                  {label}
                  {field.required && (
                    <span className="text-destructive-text">
                      <span aria-hidden> *</span>
                      <span className="sr-only"> {t("required")}</span>
                    </span>
                  )}
                </span>
              </Label>
              <span className="flex shrink-0 items-center gap-1">
                <span
                  className="font-mono text-muted-foreground text-xs leading-6"
                  title={`${field.classType} #${field.nodeId}.${field.fieldName}`}
                >
                  #{field.nodeId}
                </span>
                <PresetMenu field={field} label={label} disabled={isFixed} onPick={onChange} />
                {field.type !== "switch" && (
                  <RecentMenu field={field} label={label} disabled={isFixed} onPick={onChange} />
                )}
                {isReset && (
                  <Hint text={t("reset")}>
                    <Button
                      variant="ghost"
                      size="icon-xs"
                      disabled={disabled}
                      aria-label={`${t("reset")}: ${label}`}
                      onClick={() => onChange(initialValue(field))}
                    >
                      <RotateCcw aria-hidden className="size-3.5" />
                    </Button>
                  </Hint>
                )}
              </span>
            </div>
            <FieldWidget
              field={field}
              value={value}
              onChange={onChange}
              onBlur={onBlur}
              disabled={disabled}
              id={ids.control}
              describedBy={describedBy}
              invalid={error !== undefined}
              label={label}
              focusRef={ref}
            />
            {hint !== null && (
              <p id={ids.hint} className="text-muted-foreground text-xs tabular-nums">
                {hint}
              </p>
            )}
            {error?.message !== undefined && (
              <p id={ids.error} className="text-destructive-text text-sm">
                {error.message}
              </p>
            )}
          </div>
        );
      }}
    />
  );
}

function useRangeText({ type, min, max }: FormField): string | null {
  const t = useTranslations("newTask.form");
  // Everybody knows what a seed is; its limits are astronomical and say nothing.
  if (type === "seed") return null;
  if (min !== undefined && max !== undefined) return t("range", { min: String(min), max: String(max) });
  if (min !== undefined) return t("rangeFrom", { min: String(min) });
  return max === undefined ? null : t("rangeTo", { max: String(max) });
}
