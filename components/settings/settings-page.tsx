"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { NotifyCard } from "@/components/notify/notify-card";
import { PageHead } from "@/components/page-head";
import { useMayAct } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
import type { AppRouter } from "@/server/transport/router";
import { BreakerCard } from "./breaker-card";
import { LimitsCard } from "./limits-card";
import { NamesCard } from "./names-card";
import { NotificationsCard } from "./notifications-card";
import { ProgramsCard } from "./programs-card";
import { QueueCard } from "./queue-card";
import { RecordsCard } from "./records-card";
import { SettingsColumns } from "./settings-columns";
import { SpendingCard } from "./spending-card";
import { StorageCard } from "./storage-card";
import { WebhooksCard } from "./webhooks-card";

export type Settings = inferRouterOutputs<AppRouter>["queue"]["settings"];

/** Webhooks arrive without a change of any task that this page would hear of. */
const INTERVAL_MS = 15_000;

/** Settings of the queue as a whole. `initial` is what the server read with the page. */
export function SettingsPage({ initial }: { initial: Settings }) {
  const t = useTranslations("settings");
  const mayAct = useMayAct();
  const { data: settings } = trpc.queue.settings.useQuery(undefined, {
    initialData: initial,
    refetchInterval: INTERVAL_MS,
  });
  return (
    <>
      <PageHead title={t("title")} intro={t(mayAct ? "intro" : "viewer")} />
      <SettingsColumns>
        <div>
          <QueueCard />
          <LimitsCard />
          <SpendingCard />
          <BreakerCard settings={settings} />
          <NotifyCard />
        </div>
        <div>
          <NotificationsCard settings={settings} />
          <NamesCard />
          <StorageCard />
          <RecordsCard />
          <WebhooksCard webhooks={settings.webhooks} />
          <ProgramsCard />
        </div>
      </SettingsColumns>
    </>
  );
}
