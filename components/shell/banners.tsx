"use client";

import { FlaskConical, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { usePauseAccount } from "@/components/accounts/use-pause-account";
import { useLane } from "@/components/lane/use-lane";
import { fileSizeText } from "@/components/media/file-size";
import { useReasonText } from "@/components/reason-text";
import { useCloseBreaker } from "@/components/settings/use-close-breaker";
import { useMayAct } from "@/components/shell/actor-context";
import { AwayBanner } from "@/components/shell/away-banner";
import { NoticeBanner } from "@/components/shell/notice-banner";
import { RestoredBanner } from "@/components/shell/restored-banner";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { useSentences } from "@/components/use-sentences";
import { useCapText } from "@/components/waiting/use-cap-text";
import type { Breaker, Lane, SpendingHold } from "@/lib/queue-schemas";
import { shortName } from "@/lib/short-name";

const DISK_INTERVAL_MS = 60_000;

type PauseReason = NonNullable<Lane["accounts"][number]["paused"]>;

/** What everybody should know before reading on: simulator mode, accounts and workflows that take no tasks. */
export function Banners() {
  const { data: lane } = useLane();
  if (lane === undefined) return <AwayBanner />;
  return (
    <>
      <AwayBanner />
      {lane.restoredFrom !== null && <RestoredBanner from={lane.restoredFrom} />}
      {lane.simulator && <SimulatorBanner />}
      <PausedBanners accounts={lane.accounts} />
      <BreakerBanner breakers={lane.breakers} />
      <CapBanner holds={lane.spendingHolds} />
      <DiskBanner />
    </>
  );
}

function SimulatorBanner() {
  const t = useTranslations("shell.simulator");
  const close = useTranslations("common")("dismiss");
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <div
      role="status"
      className="flex min-h-9 items-center gap-2.5 border-primary/20 border-b bg-primary-soft px-3 py-1 text-[13px] text-primary-text md:px-5"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0" />
      <Hint text={`${t("body")} ${t("how")}`}>
        <p className="min-w-0 flex-1 max-md:truncate">
          <strong className="font-semibold">{t("title")}</strong>
          <span className="mx-1.5" aria-hidden>
            ·
          </span>
          {t("body")} <span className="max-2xl:hidden">{t("how")}</span>
        </p>
      </Hint>
      <button
        type="button"
        aria-label={close}
        onClick={() => setOpen(false)}
        className="finger-room focus-ring relative -mr-1 rounded-md p-1 hover:bg-primary/10"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

/** Paused accounts: one says why, with the way out; of several their page tells, or they would fill a phone. */
function PausedBanners({ accounts }: Pick<Lane, "accounts">) {
  const t = useTranslations("shell.paused");
  const paused = accounts.flatMap(({ id, name, paused }) =>
    paused === null ? [] : { id, name, reason: paused },
  );
  const [first, second] = paused;
  if (first === undefined) return null;
  if (second === undefined) return <PausedBanner {...first} />;
  return (
    <NoticeBanner
      title={t("many", { count: paused.length })}
      action={<WayOut href="/accounts">{t("open")}</WayOut>}
    >
      {t("manyText")}
    </NoticeBanner>
  );
}

function PausedBanner({ name, id, reason }: { name: string; id: string; reason: PauseReason }) {
  const t = useTranslations("shell.paused");
  const { text, cure } = useReasonText()(reason);
  const mayAct = useMayAct();
  const sentences = useSentences();
  const { does, press, isPending } = usePauseAccount({ id, name, paused: reason });
  return (
    <NoticeBanner
      title={t("title", { name: shortName(name) })}
      action={
        mayAct &&
        does !== null && (
          <Button variant="outline" size="xs" busy={isPending} onClick={press}>
            {t("resume")}
          </Button>
        )
      }
    >
      {sentences(text, cure)}
    </NoticeBanner>
  );
}

/** Workflows that are held: one is named, with the way out; of several the settings tell. */
function BreakerBanner({ breakers }: { breakers: readonly Breaker[] }) {
  const t = useTranslations("shell.held");
  const mayAct = useMayAct();
  const { close, isPending } = useCloseBreaker();
  const [first, second] = breakers;
  if (first === undefined) return null;
  if (second !== undefined) {
    return (
      <NoticeBanner
        title={t("many", { count: breakers.length })}
        action={<WayOut href="/settings#held">{t("open")}</WayOut>}
      >
        {t("manyText")}
      </NoticeBanner>
    );
  }
  return (
    <NoticeBanner
      title={t("title", { name: shortName(first.workflowName) })}
      action={
        <>
          <Button asChild variant="ghost" size="xs">
            <Link href={`/tasks?status=FAILED&workflow=${first.workflowId}`}>{t("failed")}</Link>
          </Button>
          {mayAct && (
            <Button variant="outline" size="xs" busy={isPending} onClick={() => close(first)}>
              {t("release")}
            </Button>
          )}
        </>
      }
    >
      {t("text", { count: first.failures })}
    </NoticeBanner>
  );
}

/** What a cap holds: the whole line, or so many batches. */
function CapBanner({ holds }: { holds: readonly SpendingHold[] }) {
  const t = useTranslations("shell.capped");
  const capText = useCapText();
  const ofDay = holds.find(({ batchId }) => batchId === null);
  if (ofDay === undefined && holds.length === 0) return null;
  return (
    <NoticeBanner
      title={ofDay === undefined ? t("batches", { count: holds.length }) : t("day")}
      action={<WayOut href="/settings#caps">{t("open")}</WayOut>}
    >
      {ofDay === undefined ? t("batchesText") : capText(ofDay)}
    </NoticeBanner>
  );
}

/** Results that find no room wait, and RunningHub keeps them for a day only. */
function DiskBanner() {
  const t = useTranslations("shell.disk");
  const { data: disk } = trpc.storage.disk.useQuery(undefined, { refetchInterval: DISK_INTERVAL_MS });
  if (!disk?.isNearlyFull) return null;
  return (
    <NoticeBanner
      title={t("title", { free: fileSizeText(disk.freeBytes) })}
      action={<WayOut href="/settings#storage">{t("open")}</WayOut>}
    >
      {t("text")}
    </NoticeBanner>
  );
}

/** To the page that says what helps. */
function WayOut({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline" size="xs">
      <Link href={href}>{children}</Link>
    </Button>
  );
}
