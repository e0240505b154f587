"use client";

import { useTranslations } from "next-intl";
import { useSiteName } from "@/components/accounts/site-name";
import { useLane } from "@/components/lane/use-lane";
import { useReasonText } from "@/components/reason-text";
import { useSentences } from "@/components/use-sentences";
import type { TaskView, Waiting } from "@/lib/task-schemas";
import { useCapText } from "./use-cap-text";
import { useMomentText } from "./use-moment-text";

export interface WaitingWords {
  /** A few words, for beside the place in a row. Empty where the place says it all. */
  readonly short: string;
  readonly title: string;
  readonly text: string;
  /** What a person can do; empty where there is nothing. */
  readonly cure: string;
  readonly link: {
    readonly href: string;
    readonly name: "accounts" | "settings" | "settle";
  } | null;
  /** Somebody should know of it: it does not move by itself, or not soon. */
  readonly needsAttention: boolean;
}

const SOON_MS = 60_000;
/** What resolves without a word from anybody. */
const PATIENT: readonly Waiting["code"][] = ["NEXT", "SUBMITTING", "ACCOUNT_FULL", "PREVIOUS_RUN"];

/** The sentences for why a task waits, in the person's language. */
export function useWaitingWords(): (waiting: Waiting, task: TaskView) => WaitingWords {
  const t = useTranslations("waiting");
  const reasonText = useReasonText();
  const momentText = useMomentText();
  const siteName = useSiteName();
  const capText = useCapText();
  const lane = useLane().data;
  const now = lane?.now;
  const sentences = useSentences();

  return (waiting, task) => {
    const { code, place, until } = waiting;
    const reason = waiting.reason === null ? null : reasonText(waiting.reason);
    const words = {
      short: t(`${code}.short`),
      title: t(`${code}.title`, { ahead: (place ?? 1) - 1 }),
      cure: "",
      link: null,
      needsAttention: !PATIENT.includes(code),
    };
    switch (code) {
      case "NEXT":
      case "SUBMITTING":
      case "PREVIOUS_RUN":
        return { ...words, text: t(`${code}.text`) };
      case "UNSETTLED":
        return {
          ...words,
          text: t(`${code}.text`),
          cure: t(`${code}.cure`),
          link: { href: `/tasks/${task.id}#unclear`, name: "settle" },
        };
      case "QUEUE_PAUSED":
        return { ...words, text: t(`${code}.text`), cure: t(`${code}.cure`) };
      case "NO_ACCOUNT":
        return {
          ...words,
          text: t(`${code}.${task.accountId === null ? "text" : "textBound"}`, { site: siteName(task.site) }),
          cure: t(`${code}.cure`),
          link: { href: "/accounts", name: "accounts" },
        };
      case "ACCOUNT_PAUSED":
        return {
          ...words,
          text: t(`${code}.text`),
          cure: t(`${code}.cure`),
          ...reason,
          link: { href: "/accounts", name: "accounts" },
        };
      case "BREAKER_OPEN":
        return {
          ...words,
          text: sentences(
            t(`${code}.text`),
            reason === null ? "" : t(`${code}.last`, { reason: reason.title }),
          ),
          cure: t(`${code}.cure`),
          link: { href: "/settings#held", name: "settings" },
        };
      case "DAY_CAP":
      case "BATCH_CAP": {
        const whose = code === "DAY_CAP" ? null : task.batchId;
        const hold = lane?.spendingHolds.find(({ batchId }) => batchId === whose);
        return {
          ...words,
          text: hold === undefined ? t(`${code}.text`) : capText(hold),
          cure: t(`${code}.cure`),
          link: { href: "/settings#caps", name: "settings" },
        };
      }
      case "BACKING_OFF": {
        const title = reason?.title || words.title;
        const next = until === null ? "" : t(`${code}.next`, { time: momentText(until, "second") });
        return {
          ...words,
          short: title,
          title,
          text: sentences(reason?.text || t(`${code}.text`), next),
          cure: reason?.cure ?? "",
        };
      }
      case "ACCOUNT_FULL": {
        if (until === null) return { ...words, short: "", text: t(`${code}.text`) };
        const time = momentText(until);
        const isSoon = Date.parse(until) - Date.parse(now ?? until) < SOON_MS;
        return {
          ...words,
          short: isSoon ? "" : t("about", { time }),
          text: t(`${code}.${isSoon ? "soon" : "until"}`, { time }),
        };
      }
    }
  };
}
