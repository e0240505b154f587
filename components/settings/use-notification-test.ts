"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { useAnswerText } from "./use-answer-text";

/** Sends a test on demand; `problem` says what the receiver answered when it did not take it. */
export function useNotificationTest(id: string) {
  const t = useTranslations("notifications");
  const errorText = useErrorText();
  const answerText = useAnswerText();
  const [problem, setProblem] = useState<string | null>(null);
  const { mutate, isPending } = trpc.notifications.test.useMutation({
    onMutate: () => setProblem(null),
    onSuccess: (result) => {
      if (result.delivered) toast.success(t("testArrived"));
      else setProblem(answerText(result));
    },
    onError: (error) => setProblem(errorText(error)),
  });
  return { test: () => mutate({ id }), isTesting: isPending, problem };
}
