"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useReasonText } from "@/components/reason-text";
import type { BrowserLetter } from "@/lib/browser-news";

export interface LetterWords {
  readonly title: string;
  readonly body: string;
  /** Where a press leads. */
  readonly href: string;
}

/** What a notification says, in this person's language: the words of the messages that go elsewhere. */
export function useLetterWords(): (letter: BrowserLetter) => LetterWords {
  const t = useTranslations("notifications.told");
  const reasonText = useReasonText();
  return useCallback(
    (letter) => {
      switch (letter.event) {
        case "batchEnded": {
          const { batchId, name, counts } = letter.data;
          const { SUCCESS: success, FAILED: failed, STOPPED: stopped } = counts;
          return {
            title: name === null ? t("batchEnded.unnamed") : t("batchEnded.title", { name }),
            body: t("batchEnded.counts", { total: success + failed + stopped, success, failed, stopped }),
            href: `/batches/${batchId}`,
          };
        }
        case "taskFailed": {
          const { count, task } = letter;
          const reason = task.reason === null ? "" : reasonText(task.reason).title;
          return {
            title: t("taskFailed.title", { count }),
            body: t("taskFailed.task", { workflow: task.workflowName, reason }),
            href: count === 1 ? `/tasks/${task.id}` : "/tasks?status=FAILED",
          };
        }
        case "queueStuck":
          return {
            title: t("queueStuck.title"),
            body: t("queueStuck.text", letter.data),
            href: "/tasks?status=PENDING",
          };
        case "summary": {
          const { batches, failed, isStuck } = letter;
          const parts = [
            batches > 0 && t("summary.batches", { count: batches }),
            failed > 0 && t("summary.failed", { count: failed }),
            isStuck && t("queueStuck.title"),
          ];
          return {
            title: t("summary.title"),
            body: parts.filter((part) => part !== false).join(" · "),
            href: batches > 0 ? "/batches" : failed > 0 ? "/tasks?status=FAILED" : "/tasks?status=PENDING",
          };
        }
      }
    },
    [t, reasonText],
  );
}
