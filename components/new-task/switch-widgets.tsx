"use client";

import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import type { SeedProps, SwitchProps } from "./widget-props";

export function SwitchWidget({ value, onChange, onBlur, disabled, id, describedBy, focusRef }: SwitchProps) {
  const t = useTranslations("newTask.form");
  return (
    <div className="flex h-9 items-center gap-2.5">
      <Switch
        ref={focusRef as Ref<HTMLButtonElement>} // a button is an HTMLElement; refs are invariant
        id={id}
        checked={value.on}
        disabled={disabled}
        aria-describedby={describedBy}
        onBlur={onBlur}
        onCheckedChange={(on) => onChange({ type: "switch", on })}
      />
      <span aria-hidden className="text-muted-foreground text-sm">
        {value.on ? t("on") : t("off")}
      </span>
    </div>
  );
}

/** A seed: random by default, or one number. A copied task's last seed can be taken again. */
export function SeedWidget({
  field,
  value,
  onChange,
  onBlur,
  disabled,
  id,
  describedBy,
  invalid,
  focusRef,
}: SeedProps) {
  const t = useTranslations("newTask.seed");
  const hintId = `${id}-seed-hint`;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Input
        ref={focusRef as Ref<HTMLInputElement>} // an input is an HTMLElement; refs are invariant
        id={id}
        value={value.random ? "" : value.text}
        placeholder={value.random ? "· · ·" : undefined}
        disabled={disabled || value.random}
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className="tabular-nums sm:max-w-56"
        onBlur={onBlur}
        onChange={(event) => onChange({ type: "seed", random: false, text: event.target.value })}
      />
      <Label htmlFor={`${id}-random`} className="font-normal">
        <Checkbox
          id={`${id}-random`}
          checked={value.random}
          disabled={disabled}
          aria-describedby={hintId}
          onCheckedChange={(checked) => onChange({ ...value, random: checked === true })}
        />
        {t("random")}
      </Label>
      {value.random && (
        <p id={hintId} className="w-full text-muted-foreground text-xs">
          {t("hint")}
        </p>
      )}
      {value.random && value.text !== String(field.value) && (
        <Button
          variant="outline"
          size="sm"
          disabled={disabled}
          onClick={() => onChange({ ...value, random: false })}
        >
          {t("same", { seed: value.text })}
        </Button>
      )}
    </div>
  );
}
