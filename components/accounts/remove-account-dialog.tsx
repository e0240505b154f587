"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { useLast } from "@/components/use-last";
import { useSentences } from "@/components/use-sentences";
import type { AccountView } from "@/lib/account-schemas";
import { errorMessage } from "@/lib/client-error";
import { MoveBound } from "./move-bound";
import { useAccountsChanged } from "./use-accounts";

/** Removes an account, or says what still needs it and offers to move that. `accounts` is the live list. */
export function RemoveAccountDialog({
  account,
  accounts,
  onClose,
}: {
  account: AccountView | null;
  accounts: readonly AccountView[];
  onClose: () => void;
}) {
  const shown = useLast(account);
  // As it is now: what needs it changes while the dialog is open.
  const current = accounts.find(({ id }) => id === shown?.id) ?? shown;
  return (
    <AlertDialog open={account !== null} onOpenChange={(open) => !open && onClose()}>
      {current !== null && (
        <AlertDialogContent>
          <Question account={current} accounts={accounts} onDone={onClose} />
        </AlertDialogContent>
      )}
    </AlertDialog>
  );
}

function Question({
  account,
  accounts,
  onDone,
}: {
  account: AccountView;
  accounts: readonly AccountView[];
  onDone: () => void;
}) {
  const t = useTranslations("accounts.removal");
  const sentences = useSentences();
  const errorText = useErrorText();
  const { id, name, heldSlots, waitingTasks } = account;
  const remove = trpc.accounts.remove.useMutation({
    onSuccess: () => {
      toast.success(t("removed", { name }));
      onDone();
    },
    onSettled: useAccountsChanged(),
  });
  const isNeeded = heldSlots > 0 || waitingTasks > 0;
  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{t(isNeeded ? "needed" : "title", { name })}</AlertDialogTitle>
        <AlertDialogDescription>
          {isNeeded
            ? sentences(
                heldSlots > 0 && t("held", { count: heldSlots }),
                waitingTasks > 0 && t("bound", { count: waitingTasks }),
              )
            : t("body")}
        </AlertDialogDescription>
      </AlertDialogHeader>
      {waitingTasks > 0 && <MoveBound account={account} accounts={accounts} />}
      {remove.error && !isNeeded && (
        <Refusal text={errorText(remove.error)} detail={errorMessage(remove.error)} />
      )}
      <AlertDialogFooter>
        <AlertDialogCancel>{t("keep")}</AlertDialogCancel>
        <Button
          variant="destructive"
          disabled={isNeeded}
          busy={remove.isPending}
          onClick={() => remove.mutate({ id })}
        >
          {t("remove")}
        </Button>
      </AlertDialogFooter>
    </>
  );
}
