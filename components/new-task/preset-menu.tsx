"use client";

import { ListChecks } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type FieldValue, valueFrom } from "@/lib/field-value";
import type { FormField } from "@/lib/workflow-schemas";

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
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-xs"
          disabled={disabled}
          aria-label={t("open", { field: label })}
          title={t("title")}
        >
          <ListChecks aria-hidden className="size-3.5" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-72 max-w-[calc(100vw-1rem)]">
        <DropdownMenuLabel>{t("title")}</DropdownMenuLabel>
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
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
