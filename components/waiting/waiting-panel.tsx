"use client";

import { Clock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useLane } from "@/components/lane/use-lane";
import { Cure, NOTICE, StateFrame, StateText, TechnicalDetail } from "@/components/task/state-frame";
import { useSentences } from "@/components/use-sentences";
import type { TaskView, Waiting } from "@/lib/task-schemas";
import { useWaitingWords } from "./use-waiting-words";

const CALM = { icon: Clock, frame: "bg-card", mark: "text-status-pending" };
const HELD = { icon: Clock, ...NOTICE };

/** Why a task waits, in whole sentences, with what to do and the way there. */
export function WaitingPanel({ task, waiting }: { task: TaskView; waiting: Waiting }) {
  const t = useTranslations("waiting");
  const { title, text, cure, link, needsAttention } = useWaitingWords()(waiting, task);
  const sentences = useSentences();
  const total = useLane().data?.waiting ?? 0;
  const { place } = waiting;
  const titleTellsPlace = waiting.code === "NEXT" || waiting.code === "ACCOUNT_FULL";
  const backsOff = waiting.code === "BACKING_OFF" && waiting.reason?.code === task.statusReason?.code;
  const detail = backsOff ? task.statusReason?.message : waiting.reason?.message;
  return (
    <StateFrame tone={needsAttention ? HELD : CALM} title={title}>
      <StateText>{sentences(text, !needsAttention && t("goOn"))}</StateText>
      {place !== null && !titleTellsPlace && (
        <p className="mt-1 text-sm tabular-nums">{t("placeOf", { place, total: Math.max(total, place) })}</p>
      )}
      <Cure text={cure}>
        {link !== null && (
          <Link
            href={link.href}
            className="focus-ring whitespace-nowrap rounded-sm text-primary-text underline underline-offset-4"
          >
            {t(`links.${link.name}`)}
          </Link>
        )}
      </Cure>
      <TechnicalDetail text={detail ?? ""} />
    </StateFrame>
  );
}
