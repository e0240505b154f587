"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Preset } from "@/lib/workflow-settings";

const MAX_PRESETS = 100;

/** Named values that people pick instead of typing them. */
export function PresetRows({
  presets,
  disabled,
  onChange,
}: {
  presets: readonly Preset[];
  disabled: boolean;
  onChange: (presets: readonly Preset[]) => void;
}) {
  const t = useTranslations("workflow.field");
  const change = (index: number, part: Partial<Preset>) =>
    onChange(presets.map((preset, at) => (at === index ? { ...preset, ...part } : preset)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 sm:col-span-2">
      <legend className="mb-1.5 font-medium text-sm">{t("presets")}</legend>
      {presets.map((preset, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and all they hold is controlled
        <div key={index} className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[12rem_1fr]">
            <Input
              value={preset.label}
              maxLength={200}
              placeholder={t("presetName")}
              disabled={disabled}
              autoComplete="off"
              aria-label={t("presetLabel", { number: index + 1 })}
              onChange={(event) => change(index, { label: event.target.value })}
            />
            <Input
              value={preset.value}
              disabled={disabled}
              autoComplete="off"
              aria-label={t("presetValue", { number: index + 1 })}
              onChange={(event) => change(index, { value: event.target.value })}
            />
          </div>
          <Button
            variant="ghost"
            size="icon"
            disabled={disabled}
            aria-label={t("presetRemove", { number: index + 1 })}
            onClick={() => onChange(presets.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden />
          </Button>
        </div>
      ))}
      {presets.length < MAX_PRESETS && (
        <div>
          <Button
            variant="outline"
            size="sm"
            disabled={disabled}
            onClick={() => onChange([...presets, { label: "", value: "" }])}
          >
            <Plus aria-hidden />
            {t("presetAdd")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
