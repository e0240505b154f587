"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { TaskFormValues } from "./task-form";

const COLUMNS = ["nodeId", "fieldName", "fieldValue"] as const;

/** Values for nodes the generated form does not know, by node id and field name. */
export function ExtraInputs({ disabled }: { disabled: boolean }) {
  const t = useTranslations("newTask.extras");
  const { control, register, formState } = useFormContext<TaskFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "extras" });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="font-medium text-sm">{t("title")}</legend>
      <p className="text-muted-foreground text-sm">{t("hint")}</p>
      {fields.map((row, index) => (
        <div key={row.id} className="flex items-start gap-2">
          <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[7rem_1fr_2fr]">
            {COLUMNS.map((column) => {
              const error = formState.errors.extras?.[index]?.[column];
              const errorId = `extra-${index}-${column}-error`;
              return (
                <div key={column} className="min-w-0">
                  <Input
                    {...register(`extras.${index}.${column}`)}
                    disabled={disabled}
                    placeholder={t(column)}
                    aria-label={`${t(column)} ${index + 1}`}
                    aria-invalid={error !== undefined}
                    aria-describedby={error === undefined ? undefined : errorId}
                    autoComplete="off"
                  />
                  {error?.message !== undefined && (
                    <p id={errorId} className="mt-1 text-destructive-text text-sm">
                      {error.message}
                    </p>
                  )}
                </div>
              );
            })}
          </div>
          <Button
            variant="ghost"
            size="icon"
            disabled={disabled}
            aria-label={t("remove", { number: index + 1 })}
            onClick={() => remove(index)}
          >
            <Trash2 aria-hidden />
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="outline"
          size="sm"
          disabled={disabled}
          onClick={() => append({ nodeId: "", fieldName: "", fieldValue: "", sendAs: "string" })}
        >
          <Plus aria-hidden />
          {t("add")}
        </Button>
      </div>
    </fieldset>
  );
}
