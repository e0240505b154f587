"use client";

import { useTranslations } from "next-intl";
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import type { RetentionRules } from "@/lib/storage-schemas";
import { useRetentionWords } from "./retention-preview";

interface Props {
  readonly rules: RetentionRules;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Results that are removed do not come back: what goes is said once more. */
export function RetentionDialog({ rules, onClose, onConfirm }: Props) {
  const t = useTranslations("settings.storage");
  const cancel = useTranslations("common")("cancel");
  const words = useRetentionWords(rules);
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("confirmTitle")}</AlertDialogTitle>
          <AlertDialogDescription>
            {words} {t("confirmText")}
          </AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>{cancel}</AlertDialogCancel>
          <AlertDialogAction variant="destructive" onClick={onConfirm}>
            {t("confirm")}
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
