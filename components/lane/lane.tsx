"use client";

import { ChevronDown, Pause, Play } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { toast } from "sonner";
import { useErrorText } from "@/components/error-text";
import { type Account, type Slot, SlotView } from "@/components/lane/slot";
import { useLane, useLaneFollowsTasks } from "@/components/lane/use-lane";
import { useMayAct } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { Hint } from "@/components/ui/tooltip";
import type { Lane } from "@/lib/queue-schemas";

const TICK_MS = 1_000;
/** Slots shown side by side on a wide screen; the rest are in the panel. */
const SIDE_BY_SIDE = 2;

interface Place {
  readonly account: Account;
  readonly slot: Slot;
}

/** Busy slots first, so that the line on a phone shows what runs. */
function placesOf(lane: Lane): Place[] {
  const places = lane.accounts.flatMap((account) => account.slots.map((slot) => ({ account, slot })));
  return places.sort((a, b) => Number(a.slot.state === "free") - Number(b.slot.state === "free"));
}

/** One strip on every page: each slot, what is in it, how many wait, and the pause switch. */
export function LaneStrip() {
  const t = useTranslations("shell.lane");
  const { data: lane, dataUpdatedAt, isError } = useLane();
  useLaneFollowsTasks();
  return (
    <section
      aria-label={t("label")}
      className="sticky top-0 z-20 flex h-11 items-center gap-3 border-b bg-surface px-3 md:gap-4 md:px-5"
    >
      {lane === undefined ? (
        isError ? (
          <span className="text-[13px] text-muted-foreground">{t("unavailable")}</span>
        ) : (
          <Skeleton className="h-4 w-64" />
        )
      ) : (
        <LaneLine lane={lane} receivedAt={dataUpdatedAt} />
      )}
    </section>
  );
}

function LaneLine({ lane, receivedAt }: { lane: Lane; receivedAt: number }) {
  const now = useNow({ updateInterval: TICK_MS });
  const nowMs = Math.max(now.getTime(), receivedAt) + (Date.parse(lane.now) - receivedAt);
  const places = placesOf(lane);
  const view = ({ account, slot }: Place) => (
    <SlotView
      key={`${account.id}-${slot.no}`}
      account={account}
      slot={slot}
      lane={lane}
      nowMs={nowMs}
      severalAccounts={lane.accounts.length > 1}
    />
  );
  return (
    <>
      <div className="flex min-w-0 flex-1 items-center gap-6 [&>:nth-child(n+2)]:max-xl:hidden">
        {places.slice(0, SIDE_BY_SIDE).map(view)}
      </div>
      {places.length > 1 && <AllSlots places={places}>{places.map(view)}</AllSlots>}
      <Waiting lane={lane} nowMs={nowMs} />
      <PauseSwitch paused={lane.queuePaused} />
    </>
  );
}

function AllSlots({ places, children }: { places: Place[]; children: React.ReactNode }) {
  const t = useTranslations("shell.lane");
  const busy = places.filter(({ slot }) => slot.state !== "free").length;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="xs"
          className="tabular-nums"
          aria-label={t("all", { busy, total: places.length })}
        >
          {t("inUse", { busy, total: places.length })}
          <ChevronDown aria-hidden className="size-3.5 text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="flex max-h-[60dvh] w-120 flex-col gap-3 overflow-y-auto">
        {children}
      </PopoverContent>
    </Popover>
  );
}

function Waiting({ lane, nowMs }: { lane: Lane; nowMs: number }) {
  const t = useTranslations("shell.lane");
  const format = useFormatter();
  const moves = !lane.queuePaused && lane.accounts.some((account) => account.paused === null);
  const seconds = moves && lane.waiting > 0 ? lane.secondsToEmpty : null;
  return (
    <span className="flex shrink-0 items-center gap-2 text-[13px] text-muted-foreground tabular-nums">
      {lane.queuePaused && <span className="font-medium text-status-pending">{t("linePaused")}</span>}
      <span className={lane.queuePaused ? "max-sm:hidden" : undefined}>
        {t("waiting", { count: lane.waiting })}
      </span>
      {seconds !== null && (
        <Hint
          text={t("emptiesHint", {
            time: format.dateTime(new Date(nowMs + seconds * 1000), { timeStyle: "short" }),
          })}
        >
          <span className="max-md:hidden">· {t("empties", { minutes: Math.ceil(seconds / 60) })}</span>
        </Hint>
      )}
    </span>
  );
}

function PauseSwitch({ paused }: { paused: boolean }) {
  const t = useTranslations("shell.lane");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const mayAct = useMayAct();
  const settled = {
    onError: (error: unknown) => toast.error(errorText(error)),
    onSettled: () => utils.queue.lane.invalidate(),
  };
  const pause = trpc.queue.pause.useMutation({ ...settled, onSuccess: () => toast(t("pausedToast")) });
  const resume = trpc.queue.resume.useMutation({ ...settled, onSuccess: () => toast(t("resumedToast")) });
  if (!mayAct) return null;
  const label = paused ? t("resume") : t("pause");
  const Mark = paused ? Play : Pause;
  return (
    <Hint text={label}>
      <Button
        variant={paused ? "outline" : "ghost"}
        size="icon-xs"
        aria-label={label}
        disabled={pause.isPending || resume.isPending}
        onClick={() => (paused ? resume.mutate() : pause.mutate())}
      >
        <Mark aria-hidden />
      </Button>
    </Hint>
  );
}
