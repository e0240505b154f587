"use client";

import { Pause, Pencil, Play, RefreshCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { useMayAct, useMayManageAccounts } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import type { AccountView } from "@/lib/account-schemas";
import { useAccountsChanged } from "./use-accounts";
import { usePauseAccount } from "./use-pause-account";

interface Props {
  account: AccountView;
  onEdit: () => void;
  onRemove: () => void;
}

/** What can be done with an account, by this person. */
export function AccountActions({ account, onEdit, onRemove }: Props) {
  const t = useTranslations("accounts");
  const mayAct = useMayAct();
  const mayManage = useMayManageAccounts();
  if (!mayAct) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons of one account
    <div
      role="group"
      aria-label={t("actionsOf", { name: account.name })}
      className="flex flex-wrap items-center gap-1.5"
    >
      <Check account={account} />
      <PauseSwitch account={account} />
      {mayManage && (
        <>
          <Button variant="outline" size="sm" onClick={onEdit}>
            <Pencil aria-hidden className="size-3.5 max-sm:hidden" />
            {t("edit")}
          </Button>
          {!account.fromEnvironment && (
            <Hint text={t("remove")}>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={t("removeOf", { name: account.name })}
                className="text-muted-foreground hover:text-destructive-text"
                onClick={onRemove}
              >
                <Trash2 aria-hidden />
              </Button>
            </Hint>
          )}
        </>
      )}
    </div>
  );
}

function Check({ account: { id, name } }: { account: AccountView }) {
  const t = useTranslations("accounts");
  const errorText = useErrorText();
  const check = trpc.accounts.check.useMutation({
    onSuccess: ({ health }) => {
      if (health.state === "failing")
        toast.error(t("checkFailed", { name }), { description: health.message });
      else toast.success(t("checked", { name }));
    },
    onError: (error) => toast.error(t("checkFailed", { name }), { description: errorText(error) }),
    onSettled: useAccountsChanged(),
  });
  return (
    <Button variant="outline" size="sm" busy={check.isPending} onClick={() => check.mutate({ id })}>
      {!check.isPending && <RefreshCw aria-hidden className="size-3.5 max-sm:hidden" />}
      {t("check")}
    </Button>
  );
}

function PauseSwitch({ account }: { account: AccountView }) {
  const t = useTranslations("accounts");
  const { does, press, isPending } = usePauseAccount(account);
  if (does === null) return null;
  const Mark = does === "pause" ? Pause : Play;
  return (
    <Button variant={does === "pause" ? "outline" : "default"} size="sm" busy={isPending} onClick={press}>
      {!isPending && <Mark aria-hidden className="size-3.5 max-sm:hidden" />}
      {t(does)}
    </Button>
  );
}
