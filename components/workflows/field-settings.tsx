"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { fieldLabel } from "@/components/new-task/field-label";
import { CheckField, InputField } from "@/components/ui/field";
import { isFileField } from "@/lib/field-value";
import { isNumeric } from "@/lib/workflow-field-setting";
import { DefaultValue } from "./default-value";
import { type FieldDraft, problemOfDraft } from "./form-draft";
import { PresetRows } from "./preset-rows";

const LIMITS = ["min", "max", "step"] as const;

/** Everything that can be set about one field. */
export function FieldSettings({
  draft,
  disabled,
  onChange,
}: {
  draft: FieldDraft;
  disabled: boolean;
  onChange: (part: Partial<FieldDraft>) => void;
}) {
  const t = useTranslations("workflow.field");
  const say = useTranslations("workflow.settingProblems");
  const locale = useLocale();
  const id = useId();
  const { field } = draft;
  const isFile = isFileField(field);
  const problem = problemOfDraft(draft);
  return (
    <div className="grid gap-x-6 gap-y-4 border-t bg-muted/40 px-4 py-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <InputField
          label={t("label")}
          value={draft.label}
          placeholder={fieldLabel(field, locale)}
          maxLength={200}
          disabled={disabled}
          onChange={(event) => onChange({ label: event.target.value })}
        />
      </div>
      {!isFile && <DefaultValue draft={draft} disabled={disabled} onChange={onChange} />}
      {(isFile || ["text", "textarea", "select"].includes(field.type)) && (
        <div className="sm:col-span-2">
          <CheckField
            label={t("required")}
            hint={t(isFile ? "requiredFile" : "requiredText")}
            checked={draft.required}
            disabled={disabled}
            onCheckedChange={(required) => onChange({ required })}
          />
        </div>
      )}
      {isNumeric(field) && (
        <div className="grid grid-cols-3 gap-3 sm:col-span-2">
          {LIMITS.map((limit) => (
            <InputField
              key={limit}
              label={t(limit)}
              value={draft[limit]}
              placeholder={field[limit] === undefined ? "" : String(field[limit])}
              inputMode="decimal"
              disabled={disabled}
              className="tabular-nums"
              aria-invalid={problem !== null}
              aria-describedby={`${id}-problem`}
              onChange={(event) => onChange({ [limit]: event.target.value })}
            />
          ))}
        </div>
      )}
      {!isFile && field.type !== "switch" && (
        <PresetRows
          presets={draft.presets}
          disabled={disabled}
          onChange={(presets) => onChange({ presets })}
        />
      )}
      <p
        id={`${id}-problem`}
        role="status"
        className="text-destructive-text text-sm empty:hidden sm:col-span-2"
      >
        {problem !== null &&
          say(problem.code, {
            value: problem.value,
            min: String("min" in problem ? (problem.min ?? "") : ""),
            max: String("max" in problem ? (problem.max ?? "") : ""),
          })}
      </p>
    </div>
  );
}
