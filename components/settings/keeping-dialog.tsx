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
import { useSentences } from "@/components/use-sentences";
import type { KeepingRules } from "@/lib/keeping-schemas";

interface Props {
  readonly rules: KeepingRules;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** What is removed does not come back: what goes is said once more. */
export function KeepingDialog({ rules: { taskDays, auditDays }, onClose, onConfirm }: Props) {
  const t = useTranslations("settings.records");
  const cancel = useTranslations("common")("cancel");
  const sentences = useSentences();
  const words = [
    ...(taskDays === null ? [] : [t("confirmTasks", { days: taskDays })]),
    ...(auditDays === null ? [] : [t("confirmAudit", { days: auditDays })]),
  ];
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("confirmTitle")}</AlertDialogTitle>
          <AlertDialogDescription>{sentences(...words, t("confirmText"))}</AlertDialogDescription>
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
