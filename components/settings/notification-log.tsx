"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { RelativeTime } from "@/components/time";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeliveryView, HookView } from "@/lib/notification-schemas";
import { cn } from "@/lib/utils";
import { useAnswerText } from "./use-answer-text";

const INTERVAL_MS = 3_000;

/** What was sent to a hook, and what became of it. */
export function NotificationLog({ hook, onClose }: { hook: HookView; onClose: () => void }) {
  const t = useTranslations("notifications");
  const errorText = useErrorText();
  const { data: entries, error } = trpc.notifications.log.useQuery(
    { id: hook.id },
    { refetchInterval: INTERVAL_MS },
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("logTitle", { name: hook.name })}</DialogTitle>
          <DialogDescription>{t("logText")}</DialogDescription>
        </DialogHeader>
        {error !== null && <p className="text-destructive-text text-sm">{errorText(error)}</p>}
        {error === null && entries === undefined && <Skeleton className="h-24" />}
        {entries?.length === 0 && <p className="text-muted-foreground text-sm">{t("logEmpty")}</p>}
        {entries !== undefined && entries.length > 0 && (
          <ul className="-mx-1 divide-y">
            {entries.map((entry) => (
              <LogEntry key={entry.id} entry={entry} hookId={hook.id} />
            ))}
          </ul>
        )}
      </DialogContent>
    </Dialog>
  );
}

function LogEntry({ entry, hookId }: { entry: DeliveryView; hookId: string }) {
  const t = useTranslations("notifications");
  const errorText = useErrorText();
  const answerText = useAnswerText();
  const utils = trpc.useUtils();
  const again = trpc.notifications.sendAgain.useMutation({
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => void utils.notifications.log.invalidate({ id: hookId }),
  });
  const { id, event, state, tries, createdAt, nextTryAt, answer } = entry;
  const name = t(`events.${event}`);
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 px-1 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p>
          <span className="font-medium">{name}</span>{" "}
          <span className="text-muted-foreground text-xs">
            <RelativeTime value={createdAt} />
          </span>
        </p>
        <p
          className={cn("text-xs", state === "GIVEN_UP" ? "text-destructive-text" : "text-muted-foreground")}
        >
          {t(`states.${state}`)}
          {tries > 1 && <> · {t("tries", { count: tries })}</>}
          {state === "PENDING" && tries > 0 && nextTryAt !== null && (
            <>
              {" · "}
              {t("nextTry")} <RelativeTime value={nextTryAt} />
            </>
          )}
        </p>
        {answer !== null && (
          <p className="line-clamp-3 text-muted-foreground text-xs [overflow-wrap:anywhere]">
            {answerText({ ...entry, answer })}
          </p>
        )}
      </div>
      <Button
        variant="ghost"
        size="xs"
        className="max-md:h-9"
        aria-label={t("againOf", { event: name })}
        busy={again.isPending}
        onClick={() => again.mutate({ id })}
      >
        {t("again")}
      </Button>
    </li>
  );
}
