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
import type { TokenView } from "@/lib/token-schemas";

export function RevokeTokenDialog({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const t = useTranslations("tokens");
  const cancel = useTranslations("common")("cancel");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { id, name } = token;
  const { mutate } = trpc.tokens.revoke.useMutation({
    onSuccess: () => toast.success(t("revoked", { name })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.tokens.list.invalidate(),
  });
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("revokeTitle", { name })}</AlertDialogTitle>
          <AlertDialogDescription>{t("revokeText")}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>{cancel}</AlertDialogCancel>
          <AlertDialogAction variant="destructive" onClick={() => mutate({ id })}>
            {t("revoke")}
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
