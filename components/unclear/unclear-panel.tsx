"use client";

import { CircleHelp, Link2, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { NOTICE, StateFrame, TechnicalDetail } from "@/components/task/state-frame";
import { Button } from "@/components/ui/button";
import { useSentences } from "@/components/use-sentences";
import { useMomentText } from "@/components/waiting/use-moment-text";
import type { TaskDetail } from "@/lib/task-schemas";
import { sentAt } from "./sent-at";
import { useSettleDialogs } from "./settle-dialogs";

const TONE = { icon: CircleHelp, ...NOTICE };

/** A submit whose answer was lost: what happened, what HubQueue does about it, and what a person may decide. */
export function UnclearPanel({ task }: { task: TaskDetail }) {
  const t = useTranslations("unclear");
  const title = useTranslations("waiting")("UNSETTLED.title");
  const mayAct = useMayAct();
  const momentText = useMomentText();
  const sentences = useSentences();
  const settle = useSettleDialogs();
  const sent = sentAt(task);
  return (
    <StateFrame tone={TONE} title={title} id="unclear">
      <div className="mt-1 flex max-w-prose flex-col gap-1.5 text-sm">
        <p>{sent === null ? t("sentSometime") : t("sent", { time: momentText(sent, "second") })}</p>
        <p>{t("held")}</p>
        <p>
          {sentences(t("waits"), task.timeoutAt !== null && t("until", { time: momentText(task.timeoutAt) }))}
        </p>
      </div>
      {mayAct ? (
        <>
          <p className="mt-3 max-w-prose font-medium text-sm">{t("youKnow")}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button variant="outline" size="sm" onClick={() => settle({ way: "link", task })}>
              <Link2 aria-hidden />
              {t("link.action")}
            </Button>
            <Button variant="outline" size="sm" onClick={() => settle({ way: "again", task })}>
              <RotateCcw aria-hidden />
              {t("again.action")}
            </Button>
          </div>
        </>
      ) : (
        <p className="mt-3 text-sm">{t("viewer")}</p>
      )}
      <TechnicalDetail text={task.statusReason?.message ?? ""} />
    </StateFrame>
  );
}
