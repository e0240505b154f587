"use client";

import { useTranslations } from "next-intl";
import { Controller, useFormContext } from "react-hook-form";
import { type PlaceAccount, sitesOf } from "@/components/accounts/place";
import { PlaceSelect } from "@/components/accounts/place-select";
import { Field, InputField } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { instanceTypeSchema } from "@/lib/task-schemas";
import type { TaskFormValues } from "./task-form";

export type WhereValues = Pick<TaskFormValues, "runsOn" | "instanceType" | "timeoutMinutes">;

/** Account, machine and time limit; the same for one task and for all rows of a sheet. */
export function RunWhere({ disabled, accounts }: { disabled: boolean; accounts: readonly PlaceAccount[] }) {
  const t = useTranslations("newTask.form");
  const { register, formState, control } = useFormContext<WhereValues>();
  return (
    <>
      {accounts.length > 1 && (
        <Controller
          control={control}
          name="runsOn"
          render={({ field: { value, onChange }, fieldState }) => (
            <Field label={t("runsOn")} hint={t("runsOnHint")} error={fieldState.error?.message}>
              {(frame) => (
                <PlaceSelect
                  {...frame}
                  value={value}
                  onChange={onChange}
                  sites={sitesOf(accounts)}
                  accounts={accounts}
                  disabled={disabled}
                />
              )}
            </Field>
          )}
        />
      )}
      <Controller
        control={control}
        name="instanceType"
        render={({ field }) => (
          <fieldset className="min-w-0">
            <legend className="mb-1.5 font-medium text-sm">{t("machine")}</legend>
            <RadioGroup
              value={field.value}
              onValueChange={field.onChange}
              disabled={disabled}
              aria-label={t("machine")}
              aria-describedby="task-machine-words"
              className="grid-cols-3 gap-1.5"
            >
              {instanceTypeSchema.options.map((machine) => (
                <Label
                  key={machine}
                  className="h-9 justify-center rounded-md border border-input bg-card px-2 font-normal has-[[data-state=checked]]:border-primary has-[[data-state=checked]]:bg-primary-soft has-[[data-state=checked]]:text-primary-text"
                >
                  <RadioGroupItem value={machine} className="max-sm:sr-only" />
                  {t(`machines.${machine}`)}
                </Label>
              ))}
            </RadioGroup>
            <p id="task-machine-words" className="mt-1.5 text-muted-foreground text-xs">
              {t("machineHint")}
            </p>
          </fieldset>
        )}
      />
      <InputField
        label={t("limit")}
        hint={t("limitHint")}
        error={formState.errors.timeoutMinutes?.message}
        unit={t("limitUnit")}
        {...register("timeoutMinutes")}
        disabled={disabled}
        inputMode="decimal"
        placeholder={t("limitPlaceholder")}
        className="tabular-nums"
      />
    </>
  );
}
