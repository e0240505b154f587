"use client";

import { useTranslations } from "next-intl";
import { RemovalDialog } from "@/components/removal-dialog";
import type { RetentionRules } from "@/lib/storage-schemas";
import { useRetentionWords } from "./retention-preview";

interface Props {
  readonly rules: RetentionRules;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Results that are removed do not come back: what goes is said once more. */
export function RetentionDialog({ rules, ...asked }: Props) {
  const t = useTranslations("settings.storage");
  const words = useRetentionWords(rules);
  return (
    <RemovalDialog
      title={t("confirmTitle")}
      text={`${words} ${t("confirmText")}`}
      confirm={t("confirm")}
      {...asked}
    />
  );
}
