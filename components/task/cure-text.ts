"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import { fieldLabel } from "@/components/new-task/field-label";
import type { Cure } from "@/lib/failure-cure";
import type { FormField } from "@/lib/workflow-schemas";

/** What a cure's button says. @param fields give inputs their names, where the library knows the workflow */
export function useCureText(fields: readonly FormField[] = []): (cure: Cure) => string {
  const t = useTranslations("task.cures");
  const machine = useTranslations("task.facts.machines");
  const locale = useLocale();
  return useCallback(
    (cure) => {
      switch (cure.kind) {
        case "runOn":
          return t("runOn", { machine: machine(cure.instanceType) });
        case "runLonger":
          return t("runLonger", { minutes: cure.timeoutMinutes });
        case "restart":
        case "openRemote":
          return t(cure.kind);
        case "edit": {
          const [first, second] = cure.inputs;
          if (cure.about !== "value" || first === undefined || second !== undefined)
            return t(`edit.${cure.about}`);
          const field = fields.find(
            ({ nodeId, fieldName }) => nodeId === first.nodeId && fieldName === first.fieldName,
          );
          return t("edit.named", {
            field: field === undefined ? first.fieldName : fieldLabel(field, locale),
          });
        }
      }
    },
    [t, machine, fields, locale],
  );
}
