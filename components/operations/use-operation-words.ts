"use client";

import { useTranslations } from "next-intl";
import type { OperationView } from "@/lib/operation-schemas";

type Deed = "start" | "stop" | "delete" | "unstop" | "restore";

/** What is done to each task: an undo is named by what it does. */
export function deedOf({ action, undoes }: Pick<OperationView, "action" | "undoes">): Deed {
  if (action !== "undo") return action;
  return undoes?.action === "delete" ? "restore" : "unstop";
}

/** How an operation is told: while it is under way, and afterwards. */
export function useOperationWords() {
  const t = useTranslations("operations");
  return {
    title: (operation: OperationView): string => {
      const deed = deedOf(operation);
      const { requested, succeeded, finishedAt } = operation;
      if (finishedAt !== null) return t(`done.${deed}`, { count: succeeded });
      return requested === null ? t(`doingUnknown.${deed}`) : t(`doing.${deed}`, { count: requested });
    },
    /** What did not go as asked, or nothing. */
    rest: ({ failed, skipped, undoneBy }: OperationView): string =>
      [
        failed > 0 && t("failed", { count: failed }),
        skipped > 0 && t("skipped", { count: skipped }),
        undoneBy !== null && t("undone"),
      ]
        .filter((part) => part !== false)
        .join(" · "),
  };
}
