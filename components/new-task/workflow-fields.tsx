"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFormContext, useFormState } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import { isChanged } from "@/lib/field-value";
import type { FormField } from "@/lib/workflow-schemas";
import { ExtraInputs } from "./extra-inputs";
import { FieldRow } from "./field-row";
import { fieldSections, type NumberedField } from "./field-sections";
import { fieldKey, type TaskFormValues } from "./task-form";

/** Everything a workflow lets one set: shown fields by group, rarely changed ones folded away, and inputs by node id. */
export function WorkflowFields({
  fields,
  ordered,
  disabled,
}: {
  fields: readonly FormField[];
  ordered: boolean;
  disabled: boolean;
}) {
  const t = useTranslations("newTask.form");
  const { sections, hidden } = fieldSections(fields, ordered);
  return (
    <div className="flex flex-col gap-4">
      {sections.length === 0 && <p className="text-muted-foreground text-sm">{t("noFields")}</p>}
      {sections.map((section) => (
        <Card key={section.group}>
          <CardHeader>
            <CardTitle>{t(`groups.${section.group}`)}</CardTitle>
          </CardHeader>
          <CardContent className="pt-2">
            <Rows fields={section.fields} disabled={disabled} />
          </CardContent>
        </Card>
      ))}
      <MoreFields hidden={hidden} disabled={disabled} />
    </div>
  );
}

/** Short values stand two abreast where there is room. */
function Rows({ fields, disabled }: { fields: readonly NumberedField[]; disabled: boolean }) {
  const isShort = ({ field }: NumberedField) =>
    ["integer", "number", "switch", "select"].includes(field.type);
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      {fields.map((entry) => (
        <div key={entry.index} className={isShort(entry) ? "min-w-0" : "min-w-0 sm:col-span-2"}>
          <FieldRow field={entry.field} index={entry.index} disabled={disabled} />
        </div>
      ))}
    </div>
  );
}

/** Drawn at once; a graph may have thousands of values. */
const MORE_AT_ONCE = 100;

function MoreFields({ hidden, disabled }: { hidden: readonly NumberedField[]; disabled: boolean }) {
  const t = useTranslations("newTask.form");
  const { errors, submitCount } = useFormState<TaskFormValues>();
  const { getValues } = useFormContext<TaskFormValues>();
  // Values of a copied task must not hide.
  const [lastTouched] = useState(() => {
    const { fields } = getValues();
    return hidden.findLastIndex(({ field, index }) => {
      const value = fields[fieldKey(index)];
      return value !== undefined && isChanged(field, value);
    });
  });
  const [open, setOpen] = useState(() => lastTouched >= 0 || getValues().extras.length > 0);
  const [asked, setAsked] = useState(MORE_AT_ONCE);
  const lastProblem = hidden.findLastIndex(({ index }) => errors.fields?.[fieldKey(index)] !== undefined);
  const hasProblem = errors.extras !== undefined || lastProblem >= 0;
  const drawn = Math.max(asked, lastTouched + 1, lastProblem + 1);
  // A problem nobody can see cannot be mended: a marked field and each failed attempt to submit unfold it.
  // biome-ignore lint/correctness/useExhaustiveDependencies(submitCount): an attempt is what unfolds it again
  useEffect(() => {
    if (hasProblem) setOpen(true);
  }, [hasProblem, submitCount]);
  return (
    <Collapsible open={open} onOpenChange={setOpen} className="rounded-lg border bg-card">
      <CollapsibleTrigger className="focus-ring flex w-full items-center gap-2 rounded-lg px-4 py-3 text-left font-medium text-sm">
        <ChevronRight aria-hidden className={open ? "size-4 rotate-90" : "size-4"} />
        {hidden.length > 0 ? t("more", { count: hidden.length }) : t("byNode")}
      </CollapsibleTrigger>
      <CollapsibleContent className="flex flex-col gap-6 border-t px-4 py-4">
        {hidden.length > 0 && (
          <div className="flex flex-col gap-4">
            <p className="text-muted-foreground text-sm">{t("moreHint")}</p>
            <Rows fields={hidden.slice(0, drawn)} disabled={disabled} />
            {drawn < hidden.length && (
              <div>
                <Button variant="outline" size="sm" onClick={() => setAsked(drawn + MORE_AT_ONCE)}>
                  {t("drawMore", { count: hidden.length - drawn })}
                </Button>
              </div>
            )}
          </div>
        )}
        <ExtraInputs disabled={disabled} />
      </CollapsibleContent>
    </Collapsible>
  );
}
