"use client";

import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TaskPlace } from "@/components/accounts/task-place";
import { CopyButton } from "@/components/copy-button";
import { useCostText } from "@/components/cost-text";
import { clockText } from "@/lib/clock-text";
import type { TaskView } from "@/lib/task-schemas";
import { isFinalized } from "@/lib/task-status";
import { SectionCard } from "./section-card";
import { taskTimes } from "./task-times";
import { useServerNow } from "./use-server-now";

/** Ids, times, machine and cost. Facts that do not exist yet are left out. */
export function Facts({ task }: { task: TaskView }) {
  const t = useTranslations("task.facts");
  const { waitedSeconds, ranSeconds } = taskTimes(task, useServerNow());
  const isOver = isFinalized(task.status);
  const limit =
    task.timeoutMinutes === null ? t("limitServer") : t("limitOwn", { minutes: task.timeoutMinutes });
  return (
    <SectionCard title={t("title")}>
      <dl className="flex flex-col gap-2 px-4 py-3 text-sm">
        {task.description !== null && task.description !== "" && (
          <div className="flex flex-col gap-0.5 pb-1">
            <dt className="text-muted-foreground">{t("note")}</dt>
            <dd className="whitespace-pre-wrap [overflow-wrap:anywhere]">{task.description}</dd>
          </div>
        )}
        <Fact name={t("kind")}>{t(`kinds.${task.kind}`)}</Fact>
        <Fact name={t("workflow")}>
          <LongId id={task.workflowId} />
        </Fact>
        {task.runningHubTaskId !== null && (
          <Fact name={t("remoteTask")}>
            <LongId id={task.runningHubTaskId} />
          </Fact>
        )}
        {task.batchId !== null && (
          <Fact name={t("batch")}>
            <Link
              href={`/batches/${task.batchId}`}
              className="focus-ring rounded-sm text-primary-text underline-offset-4 hover:underline"
            >
              {t("showBatch")}
            </Link>
          </Fact>
        )}
        <Fact name={t("created")}>
          <Moment value={task.createdAt} />
        </Fact>
        {task.queuedAt !== null && (
          <Fact name={t("queued")}>
            <Moment value={task.queuedAt} />
          </Fact>
        )}
        {task.startedAt !== null && (
          <Fact name={t(isOver ? "startedPast" : "started")}>
            <Moment value={task.startedAt} />
          </Fact>
        )}
        {task.completedAt !== null && (
          <Fact name={t("completed")}>
            <Moment value={task.completedAt} />
          </Fact>
        )}
        {task.timeoutAt !== null && !isOver && (
          <Fact name={t("deadline")}>
            <Moment value={task.timeoutAt} />
          </Fact>
        )}
        {waitedSeconds !== null && <Duration name={t("waited")} seconds={waitedSeconds} />}
        {ranSeconds !== null && <Duration name={t("ran")} seconds={ranSeconds} />}
        <Fact name={t("limit")}>{limit}</Fact>
        <Fact name={t("account")}>
          <TaskPlace task={task} />
        </Fact>
        <Fact name={t("machine")}>{t(`machines.${task.instanceType ?? "default"}`)}</Fact>
        {task.attempt > 0 && <Fact name={t("runs")}>{task.attempt}</Fact>}
        <Cost cost={task.cost} />
      </dl>
    </SectionCard>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 text-right tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** To the second, without the year: there is little room, and the whole is in the title. */
function Moment({ value }: { value: string }) {
  const format = useFormatter();
  const isChinese = useLocale() === "zh";
  const date = new Date(value);
  const short = {
    month: "short",
    day: "numeric",
    // As in the times with a year, which the browser forms by itself: 08:21 in Chinese, 8:21 AM in English.
    hour: isChinese ? "2-digit" : "numeric",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  return (
    <time dateTime={value} title={format.dateTime(date, { dateStyle: "full", timeStyle: "long" })}>
      {format.dateTime(date, short)}
    </time>
  );
}

function Duration({ name, seconds }: { name: string; seconds: number }) {
  return (
    <Fact name={name}>
      <span suppressHydrationWarning>{clockText(seconds)}</span>
    </Fact>
  );
}

function LongId({ id }: { id: string }) {
  const label = useTranslations("common")("copyId", { id });
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="font-mono text-xs [overflow-wrap:anywhere]">{id}</span>
      <CopyButton text={id} label={label} className="-my-1 -mr-1.5 size-6" />
    </span>
  );
}

function Cost({ cost }: { cost: TaskView["cost"] }) {
  const t = useTranslations("task.facts");
  const costText = useCostText();
  return cost === null ? null : <Fact name={t("cost")}>{costText(cost)}</Fact>;
}
