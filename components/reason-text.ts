"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { TASK_REASONS, type TaskReason } from "@/lib/task-reason";

interface Reason {
  readonly code: string;
  readonly message: string;
}

export interface ReasonWords {
  /** A few words, for beside a badge. */
  readonly title: string;
  readonly text: string;
  /** What to do about it; empty for a reason we have no words for. */
  readonly cure: string;
}

function isKnown(code: string): code is TaskReason {
  return (TASK_REASONS as readonly string[]).includes(code); // widened so that any code may be looked up
}

/** Why a task is as it is, in the person's language; an unknown code shows the server's own words. */
export function useReasonText(): (reason: Reason) => ReasonWords {
  const t = useTranslations("reasons");
  return useCallback(
    ({ code, message }) =>
      isKnown(code)
        ? { title: t(`${code}.title`), text: t(`${code}.text`), cure: t(`${code}.cure`) }
        : { title: message, text: message, cure: "" },
    [t],
  );
}
