"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { WorkflowSource } from "@/components/new-task/workflow-source";
import { InputField } from "@/components/ui/field";
import { Label } from "@/components/ui/label";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import type { ImportChoices } from "./import-input";

const DIGIT_NAMES = ["workflow", "app"] as const;

/** What was recognised in the pasted text, and the few things it does not say. */
export function ImportDetails({
  source,
  choices,
  needsBaseId,
  onChange,
}: {
  source: WorkflowSource;
  choices: ImportChoices;
  needsBaseId: boolean;
  onChange: (choices: ImportChoices) => void;
}) {
  const t = useTranslations("newTask.source");
  if (source.kind === "empty" || source.kind === "unreadable") return null;
  const isGraph = source.kind === "graph";
  const found =
    source.kind === "graph"
      ? t("found.graph", { count: source.nodeCount })
      : source.kind === "entry"
        ? t("found.entry", { name: source.name })
        : t(`found.${source.kind === "app" ? "app" : "workflow"}`, { id: source.remoteId });
  return (
    <div className="flex flex-col gap-3">
      {source.kind === "digits" ? (
        <fieldset>
          <legend className="mb-1.5 font-medium text-sm">{t("digits")}</legend>
          <RadioGroup
            value={choices.digitsName}
            aria-label={t("digits")}
            className="flex flex-wrap gap-4"
            onValueChange={(name) =>
              onChange({ ...choices, digitsName: DIGIT_NAMES.find((known) => known === name) ?? "workflow" })
            }
          >
            {DIGIT_NAMES.map((name) => (
              <Label key={name} className="font-normal">
                <RadioGroupItem value={name} />
                {t(`kinds.${name}`)}
              </Label>
            ))}
          </RadioGroup>
        </fieldset>
      ) : (
        <p role="status" className="flex items-center gap-2 text-sm text-status-ready">
          <CircleCheck aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{found}</span>
        </p>
      )}
      {source.kind === "entry" && <p className="text-muted-foreground text-sm">{t("entryHint")}</p>}
      <div className="grid gap-3 empty:hidden sm:grid-cols-2">
        {source.kind !== "entry" && (
          <InputField
            label={t(isGraph ? "name" : "nameOptional")}
            value={choices.name}
            maxLength={200}
            required={isGraph}
            placeholder={isGraph ? undefined : t("namePlaceholder")}
            onChange={(event) => onChange({ ...choices, name: event.target.value })}
          />
        )}
        {isGraph && (
          <InputField
            label={t(needsBaseId ? "baseId" : "baseIdOptional")}
            hint={t("baseIdHint")}
            value={choices.baseId}
            maxLength={64}
            inputMode="numeric"
            required={needsBaseId}
            className="tabular-nums"
            onChange={(event) => onChange({ ...choices, baseId: event.target.value })}
          />
        )}
      </div>
    </div>
  );
}
