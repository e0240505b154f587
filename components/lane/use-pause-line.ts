"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";

/** Pauses and resumes the line of all accounts, and says so. */
export function usePauseLine(): { set: (paused: boolean) => void; isPending: boolean } {
  const t = useTranslations("shell.lane");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const settled = {
    onError: (error: unknown) => toast.error(errorText(error)),
    onSettled: () => utils.queue.lane.invalidate(),
  };
  const pause = trpc.queue.pause.useMutation({ ...settled, onSuccess: () => toast(t("pausedToast")) });
  const resume = trpc.queue.resume.useMutation({ ...settled, onSuccess: () => toast(t("resumedToast")) });
  return {
    set: (paused) => (paused ? pause : resume).mutate(),
    isPending: pause.isPending || resume.isPending,
  };
}
