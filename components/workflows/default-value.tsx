"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field, type FieldFrame } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { OptionSelect } from "@/components/ui/option-select";
import { Textarea } from "@/components/ui/textarea";
import { isNumeric } from "@/lib/workflow-field-setting";
import { type FieldDraft, problemOfDraft } from "./form-draft";

interface Props {
  readonly draft: FieldDraft;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<FieldDraft>) => void;
}

const MAX_SHOWN_CHARACTERS = 120;

/** What the field begins with, unless it is the workflow's own value. */
export function DefaultValue({ draft, disabled, onChange }: Props) {
  const t = useTranslations("workflow.field");
  const own = String(draft.field.value);
  const ownText = draft.field.type === "switch" ? t(own === "true" ? "on" : "off") : own || t("empty");
  const short =
    ownText.length > MAX_SHOWN_CHARACTERS ? `${ownText.slice(0, MAX_SHOWN_CHARACTERS)}…` : ownText;
  return (
    <div className="min-w-0 sm:col-span-2">
      <Field
        label={t("value")}
        hint={
          <span className="flex min-h-6 flex-wrap items-center gap-x-2 [overflow-wrap:anywhere]">
            <span className="min-w-0">{t("ownValue", { value: short })}</span>
            {draft.value !== null && !disabled && (
              <Button
                variant="link"
                size="xs"
                className="h-6 px-0 text-xs"
                onClick={() => onChange({ value: null })}
              >
                {t("useOwn")}
              </Button>
            )}
          </span>
        }
      >
        {(frame) => <Control frame={frame} draft={draft} disabled={disabled} onChange={onChange} />}
      </Field>
    </div>
  );
}

function Control({ frame, draft, disabled, onChange }: Props & { frame: FieldFrame }) {
  const t = useTranslations("workflow.field");
  const { field, value } = draft;
  const shown = value ?? String(field.value);
  const set = (next: string) => onChange({ value: next });
  const options =
    field.type === "switch"
      ? [
          { value: "true", label: t("on") },
          { value: "false", label: t("off") },
        ]
      : field.freeText === true
        ? []
        : (field.options ?? []).filter((option) => option.value !== "");
  if (options.length > 0) {
    return <OptionSelect {...frame} value={shown} onChange={set} options={options} disabled={disabled} />;
  }
  const common = {
    ...frame,
    value: shown,
    disabled,
    "aria-invalid": isNumeric(field) && problemOfDraft(draft) !== null,
  };
  return field.type === "textarea" ? (
    <Textarea {...common} className="max-h-72 min-h-20" onChange={(event) => set(event.target.value)} />
  ) : (
    <Input
      {...common}
      inputMode={isNumeric(field) ? "decimal" : undefined}
      autoComplete="off"
      onChange={(event) => set(event.target.value)}
    />
  );
}
