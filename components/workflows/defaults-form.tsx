"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PlaceAccount } from "@/components/accounts/place";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Field, InputField } from "@/components/ui/field";
import { SelectField } from "@/components/ui/option-select";
import { Textarea } from "@/components/ui/textarea";
import { errorMessage } from "@/lib/client-error";
import { instanceTypeSchema } from "@/lib/task-schemas";
import type { WorkflowDefaults } from "@/lib/workflow-settings";
import { DefaultPlace } from "./default-place";
import { SaveBar } from "./save-bar";

const NO_MACHINE = "none";
const MAX_MINUTES = 7 * 24 * 60;

/** Null for text that is no limit; undefined for none. */
function minutesOf(text: string): number | null | undefined {
  if (text.trim() === "") return undefined;
  const minutes = Number(text);
  return Number.isFinite(minutes) && minutes > 0 && minutes <= MAX_MINUTES ? minutes : null;
}

/** What a new task of the workflow begins with. */
export function DefaultsForm({
  id,
  defaults,
  accounts,
}: {
  id: string;
  defaults: WorkflowDefaults;
  accounts: readonly PlaceAccount[];
}) {
  const t = useTranslations("workflow.defaults");
  const machines = useTranslations("newTask.form.machines");
  const refused = useTranslations("workflow")("refused");
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const utils = trpc.useUtils();
  const [draft, setDraft] = useState(defaults);
  const [minutes, setMinutes] = useState(String(defaults.timeoutMinutes ?? ""));
  const save = trpc.workflows.setDefaults.useMutation({
    onSuccess: (saved) => {
      utils.workflows.arrangement.setData({ id }, saved);
      void utils.workflows.list.invalidate();
      toast.success(t("saved"));
    },
  });
  const limit = minutesOf(minutes);
  const problem = limit === null ? t("limitProblem", { max: MAX_MINUTES }) : undefined;
  const next = { ...draft, timeoutMinutes: limit ?? null };
  const isChanged = problem !== undefined || JSON.stringify(next) !== JSON.stringify(defaults);
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <p className="text-muted-foreground text-sm">{t("intro")}</p>
      <DefaultPlace
        defaults={draft}
        accounts={accounts}
        disabled={!mayAct}
        onChange={(place) => setDraft({ ...draft, ...place })}
      />
      <SelectField
        label={t("machine")}
        value={draft.instanceType ?? NO_MACHINE}
        disabled={!mayAct}
        onChange={(machine) => setDraft({ ...draft, instanceType: machine === NO_MACHINE ? null : machine })}
        options={[
          { value: NO_MACHINE, label: t("machineNone") },
          ...instanceTypeSchema.options.map((machine) => ({ value: machine, label: machines(machine) })),
        ]}
      />
      <InputField
        label={t("limit")}
        hint={t("limitHint")}
        error={problem}
        unit={t("limitUnit")}
        value={minutes}
        disabled={!mayAct}
        inputMode="decimal"
        className="max-w-40 tabular-nums"
        onChange={(event) => setMinutes(event.target.value)}
      />
      <Field label={t("template")} hint={t("templateHint")}>
        {(frame) => (
          <Textarea
            {...frame}
            value={draft.descriptionTemplate ?? ""}
            disabled={!mayAct}
            rows={2}
            maxLength={2_000}
            onChange={(event) => setDraft({ ...draft, descriptionTemplate: event.target.value || null })}
          />
        )}
      </Field>
      {save.error && (
        <Refusal title={refused} text={errorText(save.error)} detail={errorMessage(save.error)} />
      )}
      {isChanged && (
        <SaveBar
          problem={problem ?? null}
          busy={save.isPending}
          onDiscard={() => {
            save.reset();
            setDraft(defaults);
            setMinutes(String(defaults.timeoutMinutes ?? ""));
          }}
          onSave={() => save.mutate({ id, defaults: next })}
        />
      )}
    </div>
  );
}
