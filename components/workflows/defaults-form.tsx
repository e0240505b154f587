"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PlaceAccount } from "@/components/accounts/place";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { Setting } from "@/components/setting";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
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
      <Setting id="default-machine" label={t("machine")} error={undefined}>
        <Select
          value={draft.instanceType ?? NO_MACHINE}
          disabled={!mayAct}
          onValueChange={(value) =>
            setDraft({
              ...draft,
              instanceType: instanceTypeSchema.options.find((machine) => machine === value) ?? null,
            })
          }
        >
          <SelectTrigger id="default-machine">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={NO_MACHINE}>{t("machineNone")}</SelectItem>
            {instanceTypeSchema.options.map((machine) => (
              <SelectItem key={machine} value={machine}>
                {machines(machine)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Setting>
      <Setting id="default-limit" label={t("limit")} hint={t("limitHint")} error={problem}>
        <div className="flex items-center gap-2">
          <Input
            id="default-limit"
            value={minutes}
            disabled={!mayAct}
            inputMode="decimal"
            autoComplete="off"
            className="max-w-40 tabular-nums"
            aria-invalid={problem !== undefined}
            aria-describedby="default-limit-words"
            onChange={(event) => setMinutes(event.target.value)}
          />
          <span className="shrink-0 text-muted-foreground text-sm">{t("limitUnit")}</span>
        </div>
      </Setting>
      <Setting id="default-note" label={t("template")} hint={t("templateHint")} error={undefined}>
        <Textarea
          id="default-note"
          value={draft.descriptionTemplate ?? ""}
          disabled={!mayAct}
          rows={2}
          maxLength={2_000}
          aria-describedby="default-note-words"
          onChange={(event) => setDraft({ ...draft, descriptionTemplate: event.target.value || null })}
        />
      </Setting>
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
