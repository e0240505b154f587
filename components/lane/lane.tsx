"use client";

import { ChevronDown, Pause, Play } from "lucide-react";
import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useDurationText } from "@/components/forecast/use-duration-text";
import { type Account, SlotView } from "@/components/lane/slot";
import type { Place, SlotsProps } from "@/components/lane/slots-popover";
import { useLiveLane } from "@/components/lane/use-lane";
import { usePauseLine } from "@/components/lane/use-pause-line";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { later } from "@/components/ui/later";
import { Opener } from "@/components/ui/opener";
import { Skeleton } from "@/components/ui/skeleton";
import { Hint } from "@/components/ui/tooltip";
import { toWholeMinutes } from "@/lib/duration-parts";
import type { Lane } from "@/lib/queue-schemas";
import { cn } from "@/lib/utils";

const slotsPopover = later(() => import("./slots-popover").then(({ SlotsPopover }) => SlotsPopover));

const TICK_MS = 1_000;
/** Slots shown side by side on a wide screen; the rest are in the panel. */
const SIDE_BY_SIDE = 2;

/** Busy slots first, so that the line on a phone shows what runs. */
function placesOf(lane: Lane): Place[] {
  const places = lane.accounts.flatMap((account) => account.slots.map((slot) => ({ account, slot })));
  return places.sort((a, b) => Number(a.slot.state === "free") - Number(b.slot.state === "free"));
}

/** One strip on every page: each slot, what is in it, how many wait, and the pause switch. */
export function LaneStrip() {
  const t = useTranslations("shell.lane");
  const { data: lane, dataUpdatedAt, isError } = useLiveLane();
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
  const severalAccounts = lane.accounts.length > 1;
  const view = ({ account, slot }: Place, namesAccount: boolean) => (
    <SlotView
      key={`${account.id}-${slot.no}`}
      account={account}
      slot={slot}
      lane={lane}
      nowMs={nowMs}
      namesAccount={namesAccount}
    />
  );
  return (
    <>
      <div
        data-strip
        className={cn(
          "flex min-w-0 flex-1 items-center gap-6",
          // The names of several accounts need room of their own.
          severalAccounts ? "[&>:nth-child(n+2)]:max-2xl:hidden" : "[&>:nth-child(n+2)]:max-xl:hidden",
        )}
      >
        {places.slice(0, SIDE_BY_SIDE).map((place) => view(place, severalAccounts))}
      </div>
      <Elsewhere accounts={lane.accounts} />
      {places.length > 1 && <AllSlots lane={lane} places={places} view={(place) => view(place, false)} />}
      <Waiting lane={lane} nowMs={nowMs} />
      <PauseSwitch paused={lane.queuePaused} />
    </>
  );
}

/** Runs on our keys that are not ours take room that nobody sees here otherwise. */
function Elsewhere({ accounts }: { accounts: readonly Account[] }) {
  const t = useTranslations("shell.lane");
  const taken = accounts.filter(({ elsewhere }) => elsewhere > 0);
  const count = taken.reduce((sum, { elsewhere }) => sum + elsewhere, 0);
  if (count === 0) return null;
  const words = taken.map(({ name, elsewhere }) => t("elsewhereHint", { account: name, count: elsewhere }));
  return (
    <Hint text={words.join(" ")}>
      <Link
        href="/accounts"
        className="focus-ring shrink-0 rounded-sm text-[13px] text-notice-foreground tabular-nums max-sm:sr-only"
      >
        {t("elsewhere", { count })}
      </Link>
    </Hint>
  );
}

/** Every slot, account by account, behind how many are in use. */
function AllSlots(props: SlotsProps) {
  const t = useTranslations("shell.lane");
  const { places } = props;
  const busy = places.filter(({ slot }) => slot.state !== "free").length;
  return (
    <Opener opens="dialog" part={slotsPopover} props={props}>
      <Button
        variant="ghost"
        size="xs"
        className="finger-room relative tabular-nums"
        aria-label={t("all", { busy, total: places.length })}
      >
        {t("inUse", { busy, total: places.length })}
        <ChevronDown aria-hidden className="size-3.5 text-muted-foreground" />
      </Button>
    </Opener>
  );
}

function Waiting({ lane, nowMs }: { lane: Lane; nowMs: number }) {
  const t = useTranslations("shell.lane");
  const durationText = useDurationText();
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
          <span className="max-md:hidden">
            · {t("empties", { time: durationText(toWholeMinutes(seconds)) })}
          </span>
        </Hint>
      )}
    </span>
  );
}

function PauseSwitch({ paused }: { paused: boolean }) {
  const t = useTranslations("shell.lane");
  const { set, isPending } = usePauseLine();
  const mayAct = useMayAct();
  if (!mayAct) return null;
  const label = paused ? t("resume") : t("pause");
  const Mark = paused ? Play : Pause;
  return (
    <Hint text={label}>
      <Button
        variant={paused ? "outline" : "ghost"}
        size="icon-xs"
        className="finger-room relative"
        aria-label={label}
        disabled={isPending}
        onClick={() => set(!paused)}
      >
        <Mark aria-hidden />
      </Button>
    </Hint>
  );
}
