"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
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
import type { HookView } from "@/lib/notification-schemas";

export function RemoveNotificationDialog({ hook, onClose }: { hook: HookView; onClose: () => void }) {
  const t = useTranslations("notifications");
  const cancel = useTranslations("common")("cancel");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { mutate } = trpc.notifications.remove.useMutation({
    onSuccess: () => toast.success(t("removed", { name: hook.name })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.notifications.list.invalidate(),
  });
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("removeTitle", { name: hook.name })}</AlertDialogTitle>
          <AlertDialogDescription>{t("removeText")}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>{cancel}</AlertDialogCancel>
          <AlertDialogAction variant="destructive" onClick={() => mutate({ id: hook.id })}>
            {t("remove")}
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
