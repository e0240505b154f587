"use client";

import { useTranslations } from "next-intl";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { useLast } from "@/components/use-last";
import type { AccountView } from "@/lib/account-schemas";
import { AccountForm } from "./account-form-fields";

/** Adds an account (`account` null), or edits the given one. */
export function AccountDialog({
  asked,
  onClose,
}: {
  asked: { readonly account: AccountView | null } | null;
  onClose: () => void;
}) {
  const t = useTranslations("accounts.form");
  const shown = useLast(asked);
  return (
    <Dialog open={asked !== null} onOpenChange={(next) => !next && onClose()}>
      {shown !== null && (
        <DialogContent>
          <DialogHeader>
            <DialogTitle>
              {shown.account === null ? t("addTitle") : t("editTitle", { name: shown.account.name })}
            </DialogTitle>
            <DialogDescription>{t(shown.account === null ? "addIntro" : "editIntro")}</DialogDescription>
          </DialogHeader>
          <AccountForm account={shown.account} onDone={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}
