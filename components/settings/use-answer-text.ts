"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { TryResult } from "@/lib/notification-schemas";

type Answer = Pick<TryResult, "httpStatus" | "answer"> & { readonly durationMs: number | null };

/** What a receiver answered, or why it did not. */
export function useAnswerText(): (answer: Answer) => string {
  const t = useTranslations("notifications");
  return useCallback(
    ({ httpStatus, durationMs, answer }) => {
      if (answer === "FORBIDDEN_ADDRESS") return t("forbidden");
      if (answer === "SECRET_UNREADABLE") return t("unreadable");
      if (httpStatus === null) return t("unanswered", { reason: answer });
      const status = t("answered", { status: String(httpStatus), ms: durationMs ?? 0 });
      return answer === "" ? status : `${status}: ${answer}`;
    },
    [t],
  );
}
