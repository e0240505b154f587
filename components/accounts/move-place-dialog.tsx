"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { FormFooter } from "@/components/form-footer";
import { Refusal } from "@/components/refusal";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { AccountView } from "@/lib/account-schemas";
import { errorMessage } from "@/lib/client-error";
import { shortName } from "@/lib/short-name";
import type { BatchReport, TaskView } from "@/lib/task-schemas";
import { inUse, placeText, readPlace } from "./place";
import { PlaceSelect } from "./place-select";
import { useAccountsChanged } from "./use-accounts";

interface Props {
  task: TaskView;
  accounts: readonly AccountView[];
  open: boolean;
  onClose: () => void;
}

/** Moves one task to another account, or frees it for any of its site. */
export function MovePlaceDialog({ task, accounts, open, onClose }: Props) {
  const t = useTranslations("accounts.place");
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("moveTitle", { name: shortName(task.workflowName) })}</DialogTitle>
          <DialogDescription>{t("hint")}</DialogDescription>
        </DialogHeader>
        <MoveForm task={task} accounts={accounts} onDone={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function MoveForm({ task, accounts, onDone }: Omit<Props, "open" | "onClose"> & { onDone: () => void }) {
  const t = useTranslations("accounts.place");
  const errorText = useErrorText();
  const now = placeText(
    task.accountId === null
      ? { kind: "site", site: task.site }
      : { kind: "account", accountId: task.accountId },
  );
  const [value, setValue] = useState(now);
  const [refused, setRefused] = useState<BatchReport["failed"][number] | null>(null);
  const changed = useAccountsChanged();
  const assign = trpc.tasks.assign.useMutation({
    onSuccess: ({ failed: [failed] }) => {
      if (failed !== undefined) return setRefused(failed);
      toast.success(t("moved", { name: task.workflowName }));
      onDone();
    },
    onSettled: changed,
  });
  const send = () => {
    const place = readPlace(value);
    setRefused(null);
    assign.mutate({
      target: { ids: [task.id] },
      accountId: place?.kind === "account" ? place.accountId : null,
    });
  };
  const problem = assign.error ?? refused;
  return (
    <>
      <Field label={t("label")}>
        {(frame) => (
          <PlaceSelect
            {...frame}
            value={value}
            onChange={setValue}
            sites={[task.site]}
            accounts={inUse(accounts)}
          />
        )}
      </Field>
      {problem !== null && (
        <Refusal
          title={t("notMoved", { name: task.workflowName })}
          text={errorText(problem)}
          detail={errorMessage(problem)}
        />
      )}
      <FormFooter type="button" busy={assign.isPending} disabled={value === now} onClick={send}>
        {t("move")}
      </FormFooter>
    </>
  );
}
