"use client";

import {
  CircleDashed,
  CircleHelp,
  CirclePause,
  type LucideIcon,
  SquarePlay,
  Unplug,
  Upload,
} from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Progress } from "@/components/ui/progress";
import { clockText } from "@/lib/clock-text";
import { isPartlyHeld } from "@/lib/lane-holds";
import type { Lane } from "@/lib/queue-schemas";
import { cn } from "@/lib/utils";

export type Account = Lane["accounts"][number];
export type Slot = Account["slots"][number];

const MARKS: Record<Slot["state"], LucideIcon> = {
  free: CircleDashed,
  submitting: Upload,
  running: SquarePlay,
  releasing: Unplug,
  unknown: CircleHelp,
};

interface SlotViewProps {
  account: Account;
  slot: Slot;
  lane: Lane;
  /** This browser's estimate of the server's clock, ms. */
  nowMs: number;
  /** Where nothing around says whose slot it is. */
  namesAccount: boolean;
}

/** Why a free slot is free: each cause has its own honest words. */
function useFreeText({ account, lane }: Pick<SlotViewProps, "account" | "lane">): string {
  const t = useTranslations("shell.lane");
  const format = useFormatter();
  if (account.paused !== null) return t("accountPaused");
  if (lane.queuePaused) return t("freePaused");
  if (account.busy !== null) {
    return t("busyUntil", { time: format.dateTime(new Date(account.busy.until), { timeStyle: "medium" }) });
  }
  return lane.waiting > 0 && !isPartlyHeld(lane) ? t("freeWaiting") : t("free");
}

export function SlotView({ account, slot, lane, nowMs, namesAccount }: SlotViewProps) {
  const t = useTranslations("shell.lane");
  const freeText = useFreeText({ account, lane });
  const name = namesAccount
    ? t("slotOf", { no: slot.no, account: account.name })
    : t("slot", { no: slot.no });
  const idle = slot.state === "free";
  const Mark = idle && (account.paused !== null || lane.queuePaused) ? CirclePause : MARKS[slot.state];
  const since = slot.since === null ? null : Date.parse(slot.since);
  const limit = slot.timeoutAt === null || since === null ? null : Date.parse(slot.timeoutAt) - since;
  const elapsed = since === null ? null : clockText((nowMs - since) / 1000);
  return (
    <div data-slot-state={slot.state} className="flex min-w-0 items-center gap-2 text-[13px]">
      <Mark
        aria-hidden
        className={cn("size-4 shrink-0", idle ? "text-muted-foreground" : "text-status-running")}
      />
      <span
        className={cn(
          "min-w-0 shrink-3 truncate text-muted-foreground max-sm:sr-only",
          // What runs there is more worth the room.
          !idle && "in-data-strip:max-lg:sr-only",
        )}
      >
        {name}
      </span>
      {idle ? (
        <span className="truncate text-muted-foreground">{freeText}</span>
      ) : (
        <>
          <SlotTask slot={slot} />
          {slot.state === "running" ? (
            <SlotProgress slot={slot} />
          ) : (
            <span className="min-w-0 shrink-2 truncate text-status-pending">{t(slot.state)}</span>
          )}
          {elapsed !== null && (
            <span
              // The server drew it a moment earlier.
              suppressHydrationWarning
              className="shrink-0 text-muted-foreground tabular-nums in-data-strip:max-lg:hidden"
            >
              {limit === null ? elapsed : t("elapsedOf", { elapsed, limit: clockText(limit / 1000) })}
            </span>
          )}
        </>
      )}
    </div>
  );
}

function SlotTask({ slot }: { slot: Slot }) {
  const t = useTranslations("shell.lane");
  const name = slot.workflowName ?? t("unnamed");
  if (slot.taskId === null)
    return <span className="min-w-8 grow truncate font-medium in-data-strip:grow-0">{name}</span>;
  return (
    <Link
      href={`/tasks/${slot.taskId}`}
      className="focus-ring min-w-8 grow truncate rounded-sm font-medium in-data-strip:grow-0 hover:underline"
      title={name}
    >
      {name}
    </Link>
  );
}

function SlotProgress({ slot }: { slot: Slot }) {
  const t = useTranslations("shell.lane");
  const percent = slot.progress?.percent ?? null;
  if (percent === null) return null;
  return (
    <span className="flex shrink-0 items-center gap-2">
      <Progress
        value={percent}
        aria-label={t("progressLabel", { name: slot.workflowName ?? t("unnamed") })}
        className="w-16 max-sm:hidden lg:w-24"
        indicatorClassName="bg-status-running"
      />
      <span className="w-8 tabular-nums">{percent}%</span>
    </span>
  );
}
