"use client";

import { useLocale, useTranslations } from "next-intl";
import { fieldLabel } from "@/components/new-task/field-label";
import type { InputColumn, OutputColumn } from "@/lib/batch-matrix";

/** How the columns are called. */
export function useColumnNames() {
  const t = useTranslations("batches.matrix");
  const locale = useLocale();
  return {
    input: ({ field, fieldName }: InputColumn) => (field === null ? fieldName : fieldLabel(field, locale)),
    output: ({ nodeId, title, titleZh, number }: OutputColumn) => {
      const own = locale === "zh" ? (titleZh ?? title) : title;
      const name = own ?? (nodeId === null ? t("result") : t("resultOf", { node: nodeId }));
      return number === null ? name : t("numbered", { title: name, number });
    },
  };
}
