"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { useMayAct } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { errorMessage } from "@/lib/client-error";
import { fieldPlace } from "@/lib/workflow-field-setting";
import type { WorkflowArrangement } from "@/lib/workflow-schemas";
import { NO_SETTINGS } from "@/lib/workflow-settings";
import { changeField, draftOf, type FieldDraft, inOwnOrder, problemOfDraft, settingsOf } from "./form-draft";
import { HiddenFields } from "./hidden-fields";
import { SaveBar } from "./save-bar";
import { ShownFields } from "./shown-fields";

/** Arranges the form of a workflow; nothing counts until it is saved. */
export function FormEditor({ id, arrangement }: { id: string; arrangement: WorkflowArrangement }) {
  const t = useTranslations("workflow.form");
  const refused = useTranslations("workflow")("refused");
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const utils = trpc.useUtils();
  const { generated, form } = arrangement;
  const [draft, setDraft] = useState(() => draftOf(generated, form));
  const save = trpc.workflows.setForm.useMutation({
    onSuccess: (saved) => {
      utils.workflows.arrangement.setData({ id }, saved);
      void utils.workflows.list.invalidate();
      toast.success(t("saved"));
    },
  });
  const settings = settingsOf(draft);
  const isChanged = JSON.stringify(settings) !== JSON.stringify(settingsOf(draftOf(generated, form)));
  const isArranged = settings.fields.length > 0 || settings.ordered === true;
  const problems = draft.fields.filter((field) => problemOfDraft(field) !== null).length;
  const change = (place: string, part: Partial<FieldDraft>) =>
    setDraft((now) => changeField(now, place, part));
  const show = (place: string, shown: boolean) => change(place, { shown });
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="min-w-0 max-w-prose flex-1 basis-72 text-muted-foreground text-sm">{t("intro")}</p>
        {mayAct && (
          <Button
            variant="outline"
            size="sm"
            disabled={!isArranged}
            onClick={() => setDraft(draftOf(generated, NO_SETTINGS))}
          >
            <RotateCcw aria-hidden />
            {t("reset")}
          </Button>
        )}
      </div>
      <ShownFields
        draft={draft}
        disabled={!mayAct}
        onDraft={setDraft}
        onOwnOrder={() => setDraft((now) => inOwnOrder(now, generated))}
        onChange={change}
      />
      <HiddenFields
        fields={draft.fields.filter(({ shown }) => !shown)}
        disabled={!mayAct}
        onShow={({ field }) => show(fieldPlace(field), true)}
      />
      {save.error && (
        <Refusal title={refused} text={errorText(save.error)} detail={errorMessage(save.error)} />
      )}
      {isChanged && (
        <SaveBar
          problem={problems > 0 ? t("problems", { count: problems }) : null}
          busy={save.isPending}
          onDiscard={() => {
            save.reset();
            setDraft(draftOf(generated, form));
          }}
          onSave={() => save.mutate({ id, form: settings })}
        />
      )}
    </div>
  );
}
