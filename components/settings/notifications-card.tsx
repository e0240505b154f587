"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { SectionCard } from "@/components/task/section-card";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import type { HookView } from "@/lib/notification-schemas";
import type { QueueSettings } from "@/lib/queue-schemas";
import { NotificationHook } from "./notification-hook";
import { QueueNumberForm } from "./queue-number-form";
import { ReadPart } from "./read-part";

const NotificationDialog = lazy(() =>
  import("./notification-dialog").then(({ NotificationDialog }) => ({ default: NotificationDialog })),
);

/** A message that is on its way arrives without a change of any task. */
const INTERVAL_MS = 15_000;

/** Who is told of what, outside of HubQueue. */
export function NotificationsCard({ settings }: { settings: QueueSettings }) {
  const t = useTranslations("notifications");
  const mayAct = useMayAct();
  const query = trpc.notifications.list.useQuery(undefined, { refetchInterval: INTERVAL_MS });
  const [edited, setEdited] = useState<HookView | "new" | null>(null);
  return (
    <SectionCard
      title={t("title")}
      actions={
        mayAct && (
          <Button variant="outline" size="sm" onClick={() => setEdited("new")}>
            <Plus aria-hidden />
            {t("add")}
          </Button>
        )
      }
    >
      <p className="max-w-prose p-4 text-muted-foreground text-sm">{t("text")}</p>
      <ReadPart query={query} className="mx-4 mb-4 h-10">
        {(hooks) =>
          hooks.length === 0 ? (
            <p className="px-4 pb-4 text-sm">{t("none")}</p>
          ) : (
            <ul className="divide-y border-t">
              {hooks.map((hook) => (
                <NotificationHook key={hook.id} hook={hook} onEdit={() => setEdited(hook)} />
              ))}
            </ul>
          )
        }
      </ReadPart>
      <div className="border-t p-4">
        <QueueNumberForm
          key={settings.standstillMinutes}
          name="standstillMinutes"
          settings={settings}
          isLocked={!mayAct}
        />
      </div>
      {edited !== null && (
        <Suspense>
          <NotificationDialog hook={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
        </Suspense>
      )}
    </SectionCard>
  );
}
