"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { useMayManageAccounts } from "@/components/shell/actor-context";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { useSentences } from "@/components/use-sentences";
import type { AccountView } from "@/lib/account-schemas";
import { useAccountsChanged } from "./use-accounts";

/** Says when RunningHub's own limit is another than ours, and takes it over with one press. */
export function RemoteLimit({ account }: { account: AccountView }) {
  const t = useTranslations("accounts");
  const errorText = useErrorText();
  const sentences = useSentences();
  const mayManage = useMayManageAccounts();
  const update = trpc.accounts.update.useMutation({
    onSuccess: ({ name }) => toast.success(t("form.saved", { name })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: useAccountsChanged(),
  });
  const { id, remoteLimit, slotLimit, fromEnvironment } = account;
  if (remoteLimit === null || remoteLimit < 1 || remoteLimit === slotLimit) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-4 py-2.5 text-sm">
      <Info aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <p className="min-w-0 flex-1 basis-56">
        {sentences(
          t(remoteLimit > slotLimit ? "slots.remoteAbove" : "slots.remoteBelow", { limit: remoteLimit }),
          fromEnvironment && t("slots.environment", { limit: remoteLimit }),
        )}
      </p>
      {mayManage && !fromEnvironment && (
        <Button
          variant="outline"
          size="xs"
          busy={update.isPending}
          onClick={() => update.mutate({ id, slotLimit: remoteLimit })}
        >
          {t("slots.useRemote", { limit: remoteLimit })}
        </Button>
      )}
    </div>
  );
}
