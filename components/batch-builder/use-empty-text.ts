import { useTranslations } from "next-intl";
import { isFileField } from "@/lib/field-value";
import type { SheetColumn } from "@/lib/sheet/columns";
import { filledText, rowVariables } from "@/lib/sheet/row-variables";
import { rowNumber, type SheetRow } from "@/lib/sheet/rows";
import { FIRST_POLICY, type SeedPolicy, seedText } from "@/lib/sheet/seeds";

/** What an empty cell stands for, as the person sees it. */
export function useEmptyText(
  columns: readonly SheetColumn[],
  seeds: Readonly<Record<string, SeedPolicy>>,
  noteTemplate: string,
  today: string,
) {
  const t = useTranslations("batchBuilder");
  const form = useTranslations("newTask.form");
  return ({ key, field }: SheetColumn, row: SheetRow, index: number): string => {
    const number = rowNumber(row, index);
    if (field === null) return filledText(noteTemplate, () => rowVariables(columns, row, number, today));
    if (isFileField(field)) return String(field.value) || t("files.drop");
    switch (field.type) {
      case "seed": {
        const policy = seeds[key] ?? FIRST_POLICY;
        if (policy.kind === "eachRun" || policy.kind === "eachRow") return t(`seeds.short.${policy.kind}`);
        return seedText(policy, number) ?? "";
      }
      case "switch":
        return ["true", "1"].includes(String(field.value).toLowerCase()) ? form("on") : form("off");
      case "select":
        return (
          field.options?.find(({ value }) => value === String(field.value))?.label ?? String(field.value)
        );
      default:
        return String(field.value);
    }
  };
}
