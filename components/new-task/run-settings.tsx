"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import type { PlaceAccount } from "@/components/accounts/place";
import { Setting } from "@/components/setting";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { RunWhere } from "./run-where";
import type { TaskFormValues } from "./task-form";

/** What is about the task, not about its workflow: name, note, and where it runs. */
export function RunSettings({
  disabled,
  accounts,
}: {
  disabled: boolean;
  accounts: readonly PlaceAccount[];
}) {
  const t = useTranslations("newTask.form");
  const { register, formState } = useFormContext<TaskFormValues>();
  const { workflowName, description } = formState.errors;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("settings")}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4 pt-2">
        <Setting id="task-name" label={t("name")} error={workflowName?.message}>
          <Input
            id="task-name"
            {...register("workflowName")}
            disabled={disabled}
            autoComplete="off"
            aria-invalid={workflowName !== undefined}
            aria-describedby="task-name-words"
          />
        </Setting>
        <Setting id="task-note" label={t("description")} error={description?.message}>
          <Textarea
            id="task-note"
            {...register("description")}
            disabled={disabled}
            rows={2}
            className="min-h-16"
            placeholder={t("descriptionPlaceholder")}
            aria-invalid={description !== undefined}
            aria-describedby="task-note-words"
          />
        </Setting>
        <RunWhere disabled={disabled} accounts={accounts} />
      </CardContent>
    </Card>
  );
}
