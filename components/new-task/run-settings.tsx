"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import type { PlaceAccount } from "@/components/accounts/place";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Field, InputField } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { dateIn } from "@/lib/description-variables";
import type { FormField } from "@/lib/workflow-schemas";
import { RunWhere } from "./run-where";
import { filledDescription, type TaskFormValues } from "./task-form";

/** What is about the task, not about its workflow: name, note, and where it runs. */
export function RunSettings({
  disabled,
  accounts,
  fields,
}: {
  disabled: boolean;
  accounts: readonly PlaceAccount[];
  fields: readonly FormField[];
}) {
  const t = useTranslations("newTask.form");
  const { register, formState } = useFormContext<TaskFormValues>();
  const { workflowName, description } = formState.errors;
  const note = useFilledNote(fields);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("settings")}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4 pt-2">
        <InputField
          label={t("name")}
          error={workflowName?.message}
          {...register("workflowName")}
          disabled={disabled}
        />
        <Field label={t("description")} hint={note} error={description?.message}>
          {(frame) => (
            <Textarea
              {...frame}
              {...register("description")}
              disabled={disabled}
              rows={2}
              className="min-h-16"
              placeholder={t("descriptionPlaceholder")}
            />
          )}
        </Field>
        <RunWhere disabled={disabled} accounts={accounts} />
      </CardContent>
    </Card>
  );
}

/** What a note with variables will say; nothing for one without. */
function useFilledNote(fields: readonly FormField[]): string | undefined {
  const t = useTranslations("newTask.form");
  const timeZone = useTimeZone();
  const { control } = useFormContext<TaskFormValues>();
  const [description, values] = useWatch({ control, name: ["description", "fields"] });
  if (!description.includes("{")) return undefined;
  const text = filledDescription(fields, { description, fields: values }, dateIn(timeZone, new Date()));
  return text === description ? undefined : t("descriptionBecomes", { text: text.slice(0, 300) });
}
