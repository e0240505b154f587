"use client";

import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { type FieldValue, valueFrom } from "@/lib/field-value";
import type { FormField } from "@/lib/workflow-schemas";
import { FieldMenu } from "./field-menu";

/** The values that whoever arranged the form offers for the field. */
export function PresetMenu({
  field,
  label,
  disabled,
  onPick,
}: {
  field: FormField;
  label: string;
  disabled: boolean;
  onPick: (value: FieldValue) => void;
}) {
  const t = useTranslations("newTask.presets");
  if (field.presets === undefined || field.presets.length === 0) return null;
  return (
    <FieldMenu
      icon={ListChecks}
      title={t("title")}
      openLabel={t("open", { field: label })}
      disabled={disabled}
    >
      {field.presets.map((preset) => (
        <DropdownMenuItem
          key={`${preset.label}\n${preset.value}`}
          onSelect={() => onPick(valueFrom(field, preset.value))}
        >
          <span className="min-w-0">
            <span className="block [overflow-wrap:anywhere]">{preset.label}</span>
            {preset.value !== preset.label && (
              <span className="line-clamp-2 text-muted-foreground text-xs [overflow-wrap:anywhere]">
                {preset.value}
              </span>
            )}
          </span>
        </DropdownMenuItem>
      ))}
    </FieldMenu>
  );
}
