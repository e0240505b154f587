"use client";

import { useTranslations } from "next-intl";
import { RemovalDialog } from "@/components/removal-dialog";
import { useSentences } from "@/components/use-sentences";
import type { RetentionRules } from "@/lib/storage-schemas";
import { useRetentionWords } from "./retention-preview";

interface Props {
  readonly rules: RetentionRules;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Results that are removed do not come back: what goes is said once more, before it can be confirmed. */
export function RetentionDialog({ rules, ...asked }: Props) {
  const t = useTranslations("settings.storage");
  const sentences = useSentences();
  const words = useRetentionWords(rules);
  return (
    <RemovalDialog
      title={t("confirmTitle")}
      text={sentences(words, t("confirmText"))}
      isReady={words !== ""}
      confirm={t("confirm")}
      {...asked}
    />
  );
}
