"use client";

import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHead } from "@/components/page-head";
import { useMayManageAccounts } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useSentences } from "@/components/use-sentences";
import type { AccountView } from "@/lib/account-schemas";
import { AccountCard } from "./account-card";
import { AccountDialog } from "./account-dialog";
import { RemoveAccountDialog } from "./remove-account-dialog";
import { useLiveAccounts } from "./use-accounts";

/** What a dialog is open for; to edit no account is to add one. */
type Asked =
  | { readonly what: "edit"; readonly account: AccountView | null }
  | { readonly what: "remove"; readonly account: AccountView };

/** All accounts, live. `initial` is what the server read with the page. */
export function AccountList({ initial }: { initial: AccountView[] }) {
  const t = useTranslations("accounts");
  const sentences = useSentences();
  const mayManage = useMayManageAccounts();
  const { data: accounts, isError } = useLiveAccounts(initial);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const add = mayManage && (
    <Button onClick={() => setAsked({ what: "edit", account: null })}>
      <Plus aria-hidden />
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t("title")}
        intro={sentences(t("intro"), !mayManage && t("adminOnly"))}
        action={accounts.length > 0 && add}
      />
      {isError && (
        <p role="status" className="mb-3 text-notice-foreground text-sm">
          {t("stale")}
        </p>
      )}
      {accounts.length === 0 ? (
        <EmptyState icon={KeyRound} title={t("empty.title")} actions={add}>
          {t("empty.body")}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          {accounts.map((account) => (
            <AccountCard
              key={account.id}
              account={account}
              onEdit={() => setAsked({ what: "edit", account })}
              onRemove={() => setAsked({ what: "remove", account })}
            />
          ))}
        </div>
      )}
      <AccountDialog asked={asked?.what === "edit" ? asked : null} onClose={close} />
      <RemoveAccountDialog
        account={asked?.what === "remove" ? asked.account : null}
        accounts={accounts}
        onClose={close}
      />
    </>
  );
}
