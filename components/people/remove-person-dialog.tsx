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
import type { PersonView } from "@/lib/people-schemas";

export function RemovePersonDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const t = useTranslations("people");
  const cancel = useTranslations("common")("cancel");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { id, email } = person;
  const { mutate } = trpc.people.remove.useMutation({
    onSuccess: () => toast.success(t("removed", { email })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.people.list.invalidate(),
  });
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("removeTitle", { email })}</AlertDialogTitle>
          <AlertDialogDescription>{t("removeText")}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>{cancel}</AlertDialogCancel>
          <AlertDialogAction variant="destructive" onClick={() => mutate({ id })}>
            {t("removeConfirm")}
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
