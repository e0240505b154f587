"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { useAccountsChanged } from "./use-accounts";

interface Pausable {
  readonly id: string;
  readonly name: string;
  readonly paused: { readonly code: string } | null;
}

/** The pause switch of one account: what it would do now, and the way to do it; null where only a restart helps. */
export function usePauseAccount({ id, name, paused }: Pausable): {
  readonly does: "pause" | "resume" | null;
  readonly press: () => void;
  readonly isPending: boolean;
} {
  const t = useTranslations("accounts");
  const errorText = useErrorText();
  const settled = {
    onError: (error: unknown) => toast.error(errorText(error)),
    onSettled: useAccountsChanged(),
  };
  const pause = trpc.accounts.pause.useMutation({
    ...settled,
    onSuccess: () => toast(t("paused", { name })),
  });
  const resume = trpc.accounts.resume.useMutation({
    ...settled,
    onSuccess: () => toast.success(t("resumed", { name })),
  });
  const does = paused === null ? "pause" : paused.code === "ACCOUNT_AWAY" ? null : "resume";
  return {
    does,
    press: () => (does === "pause" ? pause : resume).mutate({ id }),
    isPending: pause.isPending || resume.isPending,
  };
}
