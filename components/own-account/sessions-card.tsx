"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { SectionCard } from "@/components/task/section-card";
import { RelativeTime } from "@/components/time";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeviceText } from "./use-device-text";

const INTERVAL_MS = 30_000;

/** Where one is signed in, and the way to end it elsewhere. */
export function SessionsCard() {
  const t = useTranslations("people.you.sessions");
  const errorText = useErrorText();
  const deviceText = useDeviceText();
  const utils = trpc.useUtils();
  const { data: sessions } = trpc.me.sessions.useQuery(undefined, { refetchInterval: INTERVAL_MS });
  const settled = {
    onError: (error: unknown) => void toast.error(errorText(error)),
    onSettled: () => void utils.me.sessions.invalidate(),
  };
  const end = trpc.me.endSession.useMutation({ onSuccess: () => toast.success(t("ended")), ...settled });
  const endOthers = trpc.me.endOtherSessions.useMutation({
    onSuccess: () => toast.success(t("othersEnded")),
    ...settled,
  });
  return (
    <SectionCard
      title={t("title")}
      count={sessions?.length}
      actions={
        sessions !== undefined &&
        sessions.length > 1 && (
          <Button variant="outline" size="sm" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t("endOthers")}
          </Button>
        )
      }
    >
      {sessions === undefined && <Skeleton className="m-4 h-12" />}
      <ul className="divide-y">
        {sessions?.map(({ id, userAgent, address, lastSeenAt, createdAt, current }) => {
          const device = deviceText(userAgent);
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {device}
                  {current && <Badge>{t("current")}</Badge>}
                </p>
                <p className="mt-0.5 text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  {address !== null && <>{address} · </>}
                  {t("seen")} <RelativeTime value={lastSeenAt ?? createdAt} />
                </p>
              </div>
              {!current && (
                <Button
                  variant="outline"
                  size="sm"
                  aria-label={t("endOf", { device })}
                  onClick={() => end.mutate({ id })}
                >
                  {t("end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </SectionCard>
  );
}
