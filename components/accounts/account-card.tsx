"use client";

import { CircleAlert, CircleCheck, CircleDashed, CirclePause, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useReasonText } from "@/components/reason-text";
import { RelativeTime } from "@/components/time";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Hint } from "@/components/ui/tooltip";
import { useSentences } from "@/components/use-sentences";
import { useMomentText } from "@/components/waiting/use-moment-text";
import type { AccountView } from "@/lib/account-schemas";
import { cn } from "@/lib/utils";
import { AccountActions } from "./account-actions";
import { useBalanceText } from "./balance-text";
import { RemoteLimit } from "./remote-limit";
import { useSiteName } from "./site-name";
import { SlotMeter } from "./slot-meter";

interface Props {
  account: AccountView;
  onEdit: () => void;
  onRemove: () => void;
}

/** One account: how it is, how full, what is left, what waits for it. */
export function AccountCard({ account, onEdit, onRemove }: Props) {
  const t = useTranslations("accounts");
  const siteName = useSiteName();
  const { name, site, keyHint, fromEnvironment } = account;
  const environmentHint = site === "simulator" ? t("simulatorHint") : t("environmentHint");
  return (
    <Card className="min-w-0">
      <section aria-label={name} data-account={name}>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 p-4">
          <div className="min-w-0 flex-1 basis-64">
            <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold text-[15px]">
              <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
              {siteName(site) !== name && <Badge>{siteName(site)}</Badge>}
              {fromEnvironment && (
                <Hint text={environmentHint}>
                  <Badge variant="outline">{t("environment")}</Badge>
                </Hint>
              )}
            </h2>
            <p className="mt-1 flex flex-wrap gap-x-2 text-muted-foreground text-xs">
              <span className="[overflow-wrap:anywhere]">{account.baseUrl}</span>
              <span className="tabular-nums">{t("key", { hint: keyHint })}</span>
            </p>
            {fromEnvironment && <p className="mt-1 text-muted-foreground text-xs">{environmentHint}</p>}
          </div>
          <AccountActions account={account} onEdit={onEdit} onRemove={onRemove} />
        </div>
        <PausedNote account={account} />
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-t px-4 py-3 text-sm sm:gap-x-6 xl:grid-cols-4">
          <Health account={account} />
          <Slots account={account} />
          <Balance account={account} />
          <Line account={account} />
        </dl>
        <RemoteLimit account={account} />
      </section>
    </Card>
  );
}

function PausedNote({ account: { paused } }: { account: AccountView }) {
  const reasonText = useReasonText();
  const sentences = useSentences();
  if (paused === null) return null;
  const { title, text, cure } = reasonText(paused);
  return (
    <div className="px-4 pb-4">
      <Alert variant="notice" role="note">
        <CirclePause aria-hidden />
        <AlertDescription>
          <AlertTitle>{title}</AlertTitle>
          <p>{sentences(text, cure)}</p>
        </AlertDescription>
      </Alert>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="mt-0.5 flex flex-col gap-1 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

const HEALTH: Record<AccountView["health"]["state"], { icon: LucideIcon; className: string }> = {
  ok: { icon: CircleCheck, className: "text-status-ready" },
  failing: { icon: CircleAlert, className: "text-status-failed" },
  unchecked: { icon: CircleDashed, className: "text-muted-foreground" },
};

function Health({ account: { health } }: { account: AccountView }) {
  const t = useTranslations("accounts");
  const { icon: Icon, className } = HEALTH[health.state];
  return (
    <Fact name={t("facts.health")}>
      <span className={cn("flex items-center gap-1.5 font-medium", className)}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {t(`health.${health.state}`)}
      </span>
      {health.message !== null && <span className="text-xs">{health.message}</span>}
      {health.checkedAt !== null && (
        <span className="text-muted-foreground text-xs">
          {t(health.state === "failing" ? "health.lastAnswer" : "health.checked")}{" "}
          <RelativeTime value={health.checkedAt} />
        </span>
      )}
    </Fact>
  );
}

function Slots({ account: { heldSlots, slotLimit, elsewhere } }: { account: AccountView }) {
  const t = useTranslations("accounts");
  return (
    <Fact name={t("facts.slots")}>
      <span className="tabular-nums">{t("slots.use", { held: heldSlots, limit: slotLimit })}</span>
      <SlotMeter held={heldSlots} limit={slotLimit} elsewhere={elsewhere} />
      {elsewhere > 0 && (
        <Hint text={t("slots.elsewhereHint")}>
          <span className="w-fit text-notice-foreground text-xs">
            {t("slots.elsewhere", { count: elsewhere })}
          </span>
        </Hint>
      )}
    </Fact>
  );
}

function Balance({ account }: { account: AccountView }) {
  const t = useTranslations("accounts");
  const balance = useBalanceText()(account);
  return (
    <Fact name={t("facts.balance")}>
      <span className={cn("tabular-nums", balance === null && "text-muted-foreground")}>
        {balance ?? t("balance.unknown")}
      </span>
      <span className="text-muted-foreground text-xs tabular-nums">
        {account.minimumBalance === null
          ? t("balance.noMinimum")
          : t("balance.minimum", { minimum: account.minimumBalance })}
      </span>
    </Fact>
  );
}

function Line({ account: { waitingTasks, busy } }: { account: AccountView }) {
  const t = useTranslations("accounts");
  const reasonText = useReasonText();
  const momentText = useMomentText();
  const words = t("line.bound", { count: waitingTasks });
  return (
    <Fact name={t("facts.line")}>
      {waitingTasks === 0 ? (
        <span className="text-muted-foreground">{words}</span>
      ) : (
        <Link
          href="/tasks?status=PENDING"
          className="focus-ring w-fit rounded-sm text-primary-text hover:underline"
        >
          {words}
        </Link>
      )}
      {busy !== null && (
        <span className="text-notice-foreground text-xs">
          {reasonText({ code: busy.code, message: busy.code }).title} ·{" "}
          {t("line.busy", { time: momentText(busy.until, "second") })}
        </span>
      )}
    </Fact>
  );
}
