"use client";

import { History, Pencil, Send, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { RelativeTime } from "@/components/time";
import { Button } from "@/components/ui/button";
import type { HookView } from "@/lib/notification-schemas";
import { cn } from "@/lib/utils";
import { useNotificationTest } from "./use-notification-test";

const RemoveNotificationDialog = lazy(() =>
  import("./remove-notification-dialog").then(({ RemoveNotificationDialog }) => ({
    default: RemoveNotificationDialog,
  })),
);
const NotificationLog = lazy(() =>
  import("./notification-log").then(({ NotificationLog }) => ({ default: NotificationLog })),
);

/** One place that is told: where, of what, how the newest message went, and what can be done with it. */
export function NotificationHook({ hook, onEdit }: { hook: HookView; onEdit: () => void }) {
  const t = useTranslations("notifications");
  const mayAct = useMayAct();
  const [opened, setOpened] = useState<"log" | "remove" | null>(null);
  const { test, isTesting, problem } = useNotificationTest(hook.id);
  const { name, format, urlHint, events, last } = hook;
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
          <p className="mt-0.5 text-muted-foreground text-xs [overflow-wrap:anywhere]">
            {t(`formats.${format}`)} · {urlHint}
          </p>
          <p className="mt-0.5 text-muted-foreground text-xs">
            {events.map((event) => t(`events.${event}`)).join(" · ")}
          </p>
          {last !== null && (
            <p className={cn("mt-0.5 text-xs", last.state === "GIVEN_UP" && "text-destructive-text")}>
              {t(`states.${last.state}`)} <RelativeTime value={last.at} />
            </p>
          )}
        </div>
        {mayAct && (
          <div className="flex flex-wrap items-center gap-1">
            <Button
              variant="outline"
              size="sm"
              aria-label={t("testOf", { name })}
              busy={isTesting}
              onClick={test}
            >
              {!isTesting && <Send aria-hidden className="size-3.5" />}
              {t("test")}
            </Button>
            <Button
              variant="ghost"
              size="sm"
              aria-label={t("logOf", { name })}
              onClick={() => setOpened("log")}
            >
              <History aria-hidden className="size-3.5" />
              {t("log")}
            </Button>
            <Button variant="ghost" size="icon-sm" aria-label={t("editOf", { name })} onClick={onEdit}>
              <Pencil aria-hidden className="size-3.5" />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t("removeOf", { name })}
              onClick={() => setOpened("remove")}
            >
              <Trash2 aria-hidden className="size-3.5" />
            </Button>
          </div>
        )}
      </div>
      {problem !== null && (
        <p role="alert" className="mt-2 text-destructive-text text-xs [overflow-wrap:anywhere]">
          {t("testFailed", { problem })}
        </p>
      )}
      <Suspense>
        {opened === "log" && <NotificationLog hook={hook} onClose={() => setOpened(null)} />}
        {opened === "remove" && <RemoveNotificationDialog hook={hook} onClose={() => setOpened(null)} />}
      </Suspense>
    </li>
  );
}
