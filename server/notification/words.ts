/** What a message says, in the language of its hook. */
import { createTranslator } from "use-intl/core";
import type { Locale } from "@/lib/i18n/locale";
import en from "@/lib/messages/en/notifications.json";
import enReasons from "@/lib/messages/en/reasons.json";
import zh from "@/lib/messages/zh/notifications.json";
import zhReasons from "@/lib/messages/zh/reasons.json";
import type { Told } from "@/lib/notification-schemas";

export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
  /** Where more is to be seen; null without a public address. */
  readonly link: { readonly text: string; readonly url: string } | null;
}

const MESSAGES = {
  en: { notifications: en, reasons: enReasons },
  zh: { notifications: zh, reasons: zhReasons },
};

/** @param publicUrl the address people know this HubQueue by */
export function wordsFor(told: Told, locale: Locale, publicUrl: string | null): Words {
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "notifications.told" });
  const reasons: Readonly<Record<string, { title?: string } | undefined>> = MESSAGES[locale].reasons;
  const why = (reason: { code: string } | null) =>
    (reason && (reasons[reason.code]?.title ?? reason.code)) ?? "";
  const words = (title: string, lines: readonly string[], path: string): Words => ({
    title,
    lines,
    link: publicUrl === null ? null : { text: t("open"), url: publicUrl + path },
  });
  switch (told.event) {
    case "batchEnded": {
      const { batchId, name, counts } = told.data;
      const total = counts.SUCCESS + counts.FAILED + counts.STOPPED;
      return words(
        name === null ? t("batchEnded.unnamed") : t("batchEnded.title", { name }),
        [
          t("batchEnded.counts", {
            total,
            success: counts.SUCCESS,
            failed: counts.FAILED,
            stopped: counts.STOPPED,
          }),
        ],
        `/batches/${batchId}`,
      );
    }
    case "taskFailed": {
      const { count, tasks } = told.data;
      const [only] = tasks;
      return words(
        t("taskFailed.title", { count }),
        tasks.map(({ workflowName, reason }) =>
          t("taskFailed.task", { workflow: workflowName, reason: why(reason) }),
        ),
        count === 1 && only ? `/tasks/${only.id}` : "/tasks?status=FAILED",
      );
    }
    case "queueStuck":
      return words(t("queueStuck.title"), [t("queueStuck.text", told.data)], "/tasks?status=PENDING");
    case "accountPaused": {
      const { name, reason } = told.data;
      return words(
        t("accountPaused.title", { name }),
        [why(reason), reason.message].filter(Boolean),
        "/accounts",
      );
    }
    case "breakerOpened": {
      const { workflowName, failures, reason } = told.data;
      return words(
        t("breakerOpened.title", { workflow: workflowName }),
        [t("breakerOpened.text", { failures }), why(reason)].filter(Boolean),
        "/settings#held",
      );
    }
    case "test":
      return words(t("test.title"), [t("test.text")], "/settings");
  }
}
