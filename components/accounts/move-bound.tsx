"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { AccountView } from "@/lib/account-schemas";
import { MAX_BATCH_IDS } from "@/lib/task-limits";
import { inUse, placeText, readPlace } from "./place";
import { PlaceSelect } from "./place-select";
import { useMoveBound } from "./use-move-bound";

/** The way out for an account that waiting tasks are bound to: they go to another one. */
export function MoveBound({ account, accounts }: { account: AccountView; accounts: readonly AccountView[] }) {
  const t = useTranslations("accounts.removal");
  const errorText = useErrorText();
  const { move, isMoving } = useMoveBound();
  const others = inUse(accounts).filter(({ id }) => id !== account.id);
  const sites = others.some(({ site }) => site === account.site) ? [account.site] : [];
  const [first] = others;
  const [chosen, setChosen] = useState<string | null>(null);
  if (first === undefined) return null;
  const value =
    chosen ??
    placeText(
      sites.length > 0 ? { kind: "site", site: account.site } : { kind: "account", accountId: first.id },
    );
  const count = account.waitingTasks;

  const send = async () => {
    const place = readPlace(value);
    try {
      const { succeeded, failed } = await move(
        account.id,
        place?.kind === "account" ? place.accountId : null,
      );
      if (succeeded.length > 0) toast.success(t("moved", { count: succeeded.length }));
      if (failed.length > 0) toast.error(t("someLeft", { count: failed.length }));
    } catch (error) {
      toast.error(errorText(error));
    }
  };
  return (
    <div className="rounded-lg border p-3">
      <Field
        label={t("moveTo")}
        hint={count > MAX_BATCH_IDS ? t("many", { count: MAX_BATCH_IDS }) : undefined}
      >
        {(frame) => (
          <div className="flex flex-wrap gap-2">
            <div className="min-w-0 flex-1 basis-48">
              <PlaceSelect {...frame} value={value} onChange={setChosen} sites={sites} accounts={others} />
            </div>
            <Button variant="outline" busy={isMoving} onClick={() => void send()}>
              {t("move", { count: Math.min(count, MAX_BATCH_IDS) })}
            </Button>
          </div>
        )}
      </Field>
    </div>
  );
}
