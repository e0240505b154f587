"use client";

import { CirclePause, FlaskConical, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useErrorText } from "@/components/error-text";
import { useLane } from "@/components/lane/use-lane";
import { useReasonText } from "@/components/reason-text";
import { useMayAct } from "@/components/shell/actor-context";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import type { Lane } from "@/lib/queue-schemas";

type PauseReason = NonNullable<Lane["accounts"][number]["paused"]>;

/** What everybody should know before reading on: simulator mode, accounts that take no tasks. */
export function Banners() {
  const { data: lane } = useLane();
  if (lane === undefined) return null;
  return (
    <>
      {lane.simulator && <SimulatorBanner />}
      {lane.accounts.map(
        ({ id, name, paused }) => paused && <PausedBanner key={id} id={id} name={name} reason={paused} />,
      )}
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
        <p className="min-w-0 flex-1 truncate">
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
        className="focus-ring -mr-1 rounded-md p-1 hover:bg-primary/10"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

function PausedBanner({ name, id, reason }: { name: string; id: string; reason: PauseReason }) {
  const t = useTranslations("shell.paused");
  const { text, cure } = useReasonText()(reason);
  const errorText = useErrorText();
  const mayAct = useMayAct();
  const utils = trpc.useUtils();
  const resume = trpc.accounts.resume.useMutation({
    onSuccess: () => toast.success(t("resumed", { name: name })),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => utils.queue.lane.invalidate(),
  });
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1 border-notice-border border-b bg-notice px-3 py-1.5 text-[13px] text-notice-foreground md:px-5"
    >
      <CirclePause aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-semibold">{t("title", { name: name })}</strong> {text} {cure}
      </p>
      {mayAct && (
        <Button variant="outline" size="xs" busy={resume.isPending} onClick={() => resume.mutate({ id: id })}>
          {t("resume")}
        </Button>
      )}
    </div>
  );
}
