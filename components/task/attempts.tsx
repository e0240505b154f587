"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { useCostText } from "@/components/cost-text";
import { useReasonText } from "@/components/reason-text";
import { ATTEMPT_STATES, REMOTE_STATES } from "@/lib/attempt-state";
import { clockText } from "@/lib/clock-text";
import type { AttemptView } from "@/lib/task-schemas";
import { Exchange } from "./exchange";
import { SectionCard } from "./section-card";
import { useServerNow } from "./use-server-now";

/** Each run on RunningHub, the newest first. */
export function Attempts({ taskId, attempts }: { taskId: string; attempts: readonly AttemptView[] }) {
  const t = useTranslations("task.attempts");
  return (
    <SectionCard title={t("title")} count={attempts.length}>
      {attempts.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground text-sm">{t("none")}</p>
      ) : (
        <ol reversed className="divide-y">
          {attempts.toReversed().map((attempt) => (
            <Attempt key={attempt.id} taskId={taskId} attempt={attempt} />
          ))}
        </ol>
      )}
    </SectionCard>
  );
}

function Attempt({ taskId, attempt }: { taskId: string; attempt: AttemptView }) {
  const t = useTranslations("task.attempts");
  const reasonText = useReasonText();
  const state = useStateText(attempt);
  const isReleasing = attempt.endedAt !== null && attempt.releasedAt === null;
  return (
    <li className="flex flex-col gap-1 px-4 py-3 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{t("number", { number: attempt.number })}</span>
        <span>{state}</span>
      </p>
      <Place attempt={attempt} />
      <Durations attempt={attempt} />
      {attempt.remoteId !== null && (
        <p className="flex items-center gap-1 text-muted-foreground text-xs">
          <span className="shrink-0">{t("remoteId")}</span>
          <span className="min-w-0 truncate font-mono">{attempt.remoteId}</span>
          <CopyButton text={attempt.remoteId} label={t("remoteId")} className="-my-1 size-6" />
        </p>
      )}
      {attempt.outcome !== null && (
        <p className="text-muted-foreground [overflow-wrap:anywhere]">
          {reasonText(attempt.outcome).title}
          {attempt.outcome.message !== "" && (
            <span className="mt-0.5 block font-mono text-xs">{attempt.outcome.message}</span>
          )}
        </p>
      )}
      {attempt.sentAt !== null && <Exchange taskId={taskId} attempt={attempt} />}
      {isReleasing && <p className="text-status-pending text-xs">{t("releasing")}</p>}
    </li>
  );
}

/** What is known of it: how RunningHub has it once accepted, how its create call went before that. */
function useStateText({ state, remoteState }: AttemptView): string {
  const t = useTranslations("task.attempts");
  const remote = REMOTE_STATES.find((known) => known === remoteState);
  if (remote !== undefined) return t(`remoteStates.${remote}`);
  const own = ATTEMPT_STATES.find((known) => known === state);
  return own === undefined ? state : t(`states.${own}`);
}

/** Where it ran, and what that cost. */
function Place({ attempt: { account, slotNo, cost } }: { attempt: AttemptView }) {
  const t = useTranslations("task.attempts");
  const costText = useCostText();
  const parts = [account.name, t("slot", { slot: slotNo }), cost !== null && costText(cost)];
  return (
    <p className="text-muted-foreground text-xs tabular-nums [overflow-wrap:anywhere]">
      {parts.filter(Boolean).join(" · ")}
    </p>
  );
}

function Durations({ attempt }: { attempt: AttemptView }) {
  const t = useTranslations("task.attempts");
  const now = useServerNow();
  const seconds = (from: string, to: string | null) =>
    ((to === null ? now : Date.parse(to)) - Date.parse(from)) / 1000;
  const { sentAt, runningAt, endedAt } = attempt;
  const parts: string[] = [];
  if (sentAt !== null && runningAt !== null) {
    parts.push(t("waitedThere", { time: clockText(seconds(sentAt, runningAt)) }));
  }
  if (runningAt !== null) {
    parts.push(t(endedAt === null ? "runningFor" : "ran", { time: clockText(seconds(runningAt, endedAt)) }));
  }
  if (parts.length === 0) return null;
  return (
    <p className="text-muted-foreground text-xs tabular-nums" suppressHydrationWarning>
      {parts.join(" · ")}
    </p>
  );
}
