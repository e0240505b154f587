"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCostText } from "@/components/cost-text";
import { useLane } from "@/components/lane/use-lane";
import { ShortId } from "@/components/short-id";
import { taskTimes } from "@/components/task/task-times";
import { useServerNow } from "@/components/task/use-server-now";
import { Flash } from "@/components/tasks/flash";
import { useNameOfBatch } from "@/components/tasks/use-name-of-batch";
import { RelativeTime } from "@/components/time";
import { clockText } from "@/lib/clock-text";
import { shortId } from "@/lib/short-id";
import type { TaskView } from "@/lib/task-schemas";

/** The columns people add for what they care about. An empty cell: there is nothing to say yet. */

export function FinishedCell({ task: { completedAt } }: { task: TaskView }) {
  return (
    <Flash value={completedAt}>
      {completedAt !== null && <RelativeTime value={completedAt} className="text-muted-foreground" />}
    </Flash>
  );
}

export function DurationCell({ task }: { task: TaskView }) {
  if (task.startedAt !== null && task.completedAt === null) return <RunningDuration task={task} />;
  const { ranSeconds } = taskTimes(task, 0);
  return ranSeconds === null ? null : clockText(ranSeconds);
}

function RunningDuration({ task }: { task: TaskView }) {
  const { ranSeconds } = taskTimes(task, useServerNow());
  if (ranSeconds === null) return null;
  return (
    // The server drew it a moment earlier.
    <span suppressHydrationWarning className="text-muted-foreground">
      {clockText(ranSeconds)}
    </span>
  );
}

export function CostCell({ task: { cost } }: { task: TaskView }) {
  const costText = useCostText();
  const text = cost === null ? "" : costText({ ...cost, seconds: null });
  return (
    <Flash value={text}>
      <span title={cost === null ? undefined : costText(cost)} className="block truncate">
        {text}
      </span>
    </Flash>
  );
}

/** Where it is bound to, else where it runs or ran; without either, any account may take it. */
export function AccountCell({ task }: { task: TaskView }) {
  const t = useTranslations("list");
  const { data: lane } = useLane();
  const id = task.accountId ?? task.ranOnAccountId;
  if (id === null) return <span className="text-muted-foreground">{t("anyAccount")}</span>;
  const name = lane?.accounts.find((account) => account.id === id)?.name ?? shortId(id);
  return (
    <span title={name} className="block truncate">
      {name}
    </span>
  );
}

export function BatchCell({ task: { batchId } }: { task: TaskView }) {
  return batchId === null ? null : <BatchLink batchId={batchId} />;
}

function BatchLink({ batchId }: { batchId: string }) {
  const name = useNameOfBatch(batchId);
  return (
    <Link
      href={`/batches/${batchId}`}
      title={name}
      className="focus-ring block truncate rounded-sm hover:underline"
    >
      {name}
    </Link>
  );
}

export function RemoteIdCell({ task: { runningHubTaskId } }: { task: TaskView }) {
  return runningHubTaskId === null ? null : <ShortId id={runningHubTaskId} />;
}

export function NoteCell({ task: { description } }: { task: TaskView }) {
  if (description === null) return null;
  return (
    <span title={description} className="block truncate text-muted-foreground">
      {description}
    </span>
  );
}
