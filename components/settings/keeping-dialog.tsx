"use client";

import { useTranslations } from "next-intl";
import { RemovalDialog } from "@/components/removal-dialog";
import { useSentences } from "@/components/use-sentences";
import type { KeepingRules } from "@/lib/keeping-schemas";

interface Props {
  readonly rules: KeepingRules;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** What is removed does not come back: what goes is said once more. */
export function KeepingDialog({ rules: { taskDays, auditDays }, ...asked }: Props) {
  const t = useTranslations("settings.records");
  const sentences = useSentences();
  const words = [
    ...(taskDays === null ? [] : [t("confirmTasks", { days: taskDays })]),
    ...(auditDays === null ? [] : [t("confirmAudit", { days: auditDays })]),
  ];
  return (
    <RemovalDialog
      title={t("confirmTitle")}
      text={sentences(...words, t("confirmText"))}
      confirm={t("confirm")}
      {...asked}
    />
  );
}
