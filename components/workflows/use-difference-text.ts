"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { WorkflowDifference } from "@/lib/workflow-difference-schema";

/** A difference in one line, what matters to the form first: "2 fields new, 1 gone". */
export function useDifferenceText(): (difference: WorkflowDifference) => string {
  const t = useTranslations("workflow.difference");
  return useCallback(
    ({ fields, nodes, values, links }) => {
      const counts = {
        fieldsAdded: fields.added.length,
        fieldsRemoved: fields.removed.length,
        fieldsChanged: fields.changed.length,
        values: values.length,
        nodesAdded: nodes.added.length,
        nodesRemoved: nodes.removed.length,
        nodesChanged: nodes.changed.length,
        nodesRenamed: nodes.renamed.length,
        links,
      } as const;
      // The entries of a const object.
      const told = (Object.entries(counts) as [keyof typeof counts, number][]).flatMap(([name, count]) =>
        count === 0 ? [] : [t(name, { count })],
      );
      return told.length === 0 ? t("none") : told.join(t("separator"));
    },
    [t],
  );
}
