"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useReasonText } from "@/components/reason-text";
import { RelativeTime } from "@/components/time";
import { Button } from "@/components/ui/button";
import { clockText } from "@/lib/clock-text";
import { TASK_REASONS } from "@/lib/task-reason";
import type { EventView } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";
import { EVENT_TYPES, toneOf } from "./event-types";
import { SectionCard } from "./section-card";
import { type TimelineEntry, timelineEntries } from "./timeline-entries";

/** Entries shown before somebody asks for more. */
const SHOWN = 12;

/** What happened, newest first: when, who, and why. */
export function Timeline({ events }: { events: readonly EventView[] }) {
  const t = useTranslations("task.timeline");
  const [isOpen, setOpen] = useState(false);
  const newestFirst = timelineEntries(events);
  const shown = isOpen ? newestFirst : newestFirst.slice(0, SHOWN);
  const rest = newestFirst.length - shown.length;
  return (
    <SectionCard title={t("title")}>
      {events.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground text-sm">{t("none")}</p>
      ) : (
        <ol reversed className="px-4 py-3">
          {shown.map((entry) => (
            <Entry key={entry.event.id} {...entry} />
          ))}
        </ol>
      )}
      {rest > 0 && (
        <div className="px-4 pb-3">
          <Button variant="ghost" size="sm" onClick={() => setOpen(true)}>
            {t("showAll", { count: rest })}
          </Button>
        </div>
      )}
    </SectionCard>
  );
}

const DOTS = {
  plain: "border-border-strong bg-card",
  good: "border-status-success-bg bg-status-success-bg",
  bad: "border-status-failed bg-status-failed",
  wait: "border-status-pending bg-status-pending",
  now: "border-status-running bg-status-running",
} as const;

function Entry({ event, times, afterSeconds }: TimelineEntry) {
  const t = useTranslations("task.timeline");
  const reasonText = useReasonText();
  const type = EVENT_TYPES.find((known) => known === event.type);
  const code = TASK_REASONS.find((known) => known === event.code);
  const actor =
    event.actor === "queue" || event.actor === "runninghub" || event.actor === "system"
      ? t(`actors.${event.actor}`)
      : event.actor;
  return (
    <li className="relative flex gap-3 pb-3.5 text-sm last:pb-0">
      <span
        aria-hidden
        className="absolute top-3 bottom-[-0.375rem] left-[4.5px] w-px bg-border [li:last-child>&]:hidden"
      />
      <span
        aria-hidden
        className={cn("relative mt-1.5 size-2.5 shrink-0 rounded-full border-2", DOTS[toneOf(event)])}
      />
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">
          {type === undefined ? event.type : t(`events.${type}`)}
          {times > 1 && <span className="text-muted-foreground"> · {t("times", { times })}</span>}
        </p>
        {code !== undefined && code !== "STOPPED_BY_PERSON" && (
          <p className="text-muted-foreground">{reasonText({ code, message: "" }).title}</p>
        )}
        {event.message !== null && event.message !== "" && code !== "STOPPED_BY_PERSON" && (
          <p className="line-clamp-6 font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">
            {event.message}
          </p>
        )}
        <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
          {actor} · <RelativeTime value={event.at} />
          {afterSeconds !== null && afterSeconds >= 1 && (
            <span className="whitespace-nowrap tabular-nums">
              {" "}
              · {t("after", { time: clockText(afterSeconds) })}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
