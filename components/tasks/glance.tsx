"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCostText } from "@/components/cost-text";
import { useLane } from "@/components/lane/use-lane";
import { useReasonText } from "@/components/reason-text";
import { taskTimes } from "@/components/task/task-times";
import { Flash } from "@/components/tasks/flash";
import { RunGlance } from "@/components/tasks/run-glance";
import { Explained } from "@/components/ui/explained";
import { Late } from "@/components/ui/late";
import { later } from "@/components/ui/later";
import { Hint } from "@/components/ui/tooltip";
import { useSentences } from "@/components/use-sentences";
import { useWaiting } from "@/components/waiting/use-waiting";
import { WaitingCause } from "@/components/waiting/waiting-cause";
import { clockText } from "@/lib/clock-text";
import type { OutputView, TaskView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";

const cureButtons = later(() =>
  import("@/components/task/cure-buttons").then(({ CureButtons }) => CureButtons),
);
const retryOutputs = later(() =>
  import("@/components/task/retry-outputs").then(({ RetryOutputs }) => RetryOutputs),
);
/** The row knows no form: an input that is to blame is named by its node. */
const NO_FIELDS = [] as const;

/** The one thing worth knowing about a task in its status now; nothing where the status says it all. */
export function Glance({ task }: { task: TaskView }) {
  switch (task.status) {
    case "RUNNING":
      return <RunGlance task={task} />;
    case "PENDING":
      return <WaitGlance task={task} />;
    case "FAILED":
      return <FailGlance task={task} />;
    case "SUCCESS":
      return <DoneGlance task={task} />;
    case "READY":
    case "QUEUED":
    case "STOPPED":
      return null;
  }
}

const SMALL = "min-w-0 truncate text-xs md:text-[13px]";
const QUIET = `${SMALL} text-muted-foreground`;

/** Its place, and what it waits for. */
function WaitGlance({ task }: { task: TaskView }) {
  const waiting = useWaiting(task);
  if (waiting === null) return null;
  return (
    <>
      <PlaceInLine place={waiting.place} />
      <WaitingCause task={task} waiting={waiting} className="md:text-[13px]" />
    </>
  );
}

function PlaceInLine({ place }: { place: number | null }) {
  const t = useTranslations("waiting");
  const { data: lane } = useLane();
  if (place === null) return null;
  return (
    <Hint text={t("placeHint", { place })}>
      <span suppressHydrationWarning className={cn(QUIET, "shrink-0 tabular-nums")}>
        {/* The count may be a moment behind the places. */}
        {t("place", { place, total: Math.max(lane?.waiting ?? 0, place) })}
      </span>
    </Hint>
  );
}

/** The cause in a few words; what it means and what to do is a hover or a press away. */
function FailGlance({ task }: { task: TaskView }) {
  const t = useTranslations("list");
  const reasonText = useReasonText();
  const sentences = useSentences();
  if (task.statusReason === null) return null;
  const { title, text, cure } = reasonText(task.statusReason);
  return (
    <Explained
      text={sentences(text, cure)}
      className={QUIET}
      more={
        <>
          <Late part={cureButtons} when props={{ task, fields: NO_FIELDS }} />
          <Link
            href={`/tasks/${task.id}`}
            className="focus-ring mt-1 self-start rounded-sm text-primary-text underline underline-offset-4"
          >
            {t("openTask")}
          </Link>
        </>
      }
    >
      {title}
    </Explained>
  );
}

/** How long it ran and what it cost, as far as RunningHub told. */
function DoneGlance({ task }: { task: TaskView }) {
  const costText = useCostText();
  const { ranSeconds } = taskTimes(task, 0);
  const parts = [
    ranSeconds === null ? "" : clockText(ranSeconds),
    task.cost === null ? "" : costText({ ...task.cost, seconds: null }),
  ].filter((part) => part !== "");
  const text = parts.join(" · ");
  const lost = task.outputs.filter(({ state }) => state === "FAILED");
  return (
    <>
      {lost.length > 0 && <LostGlance lost={lost} />}
      <Flash value={text}>
        <span className={cn(QUIET, "block tabular-nums")}>{text}</span>
      </Flash>
    </>
  );
}

/** Results that could not be kept: the run succeeded, and people may still lose what they paid for. */
function LostGlance({ lost }: { lost: readonly OutputView[] }) {
  const t = useTranslations("list.lost");
  return (
    <Explained
      text={t("text", { count: lost.length })}
      className={cn(SMALL, "shrink-0 text-status-failed")}
      more={<Late part={retryOutputs} when props={{ outputs: lost }} />}
    >
      {t("title", { count: lost.length })}
    </Explained>
  );
}
