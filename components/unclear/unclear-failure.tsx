"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import type { TaskDetail } from "@/lib/task-schemas";
import { useSettleDialogs } from "./settle-dialogs";

/** HubQueue has given up on a lost answer; the run may still be found. Restart is offered where it always is. */
export function UnclearFailure({ task }: { task: TaskDetail }) {
  const t = useTranslations("unclear.link");
  const settle = useSettleDialogs();
  const mayAct = useMayAct();
  const last = task.attempts.at(-1);
  if (last?.state === "ACCEPTED")
    return <p className="mt-2 max-w-prose text-sm">{t("follows", { id: last.remoteId ?? "" })}</p>;
  if (!mayAct || last?.state !== "UNKNOWN") return null;
  return (
    <div id="unclear" className="mt-3 scroll-mt-16">
      <Button variant="outline" size="sm" onClick={() => settle({ way: "link", task })}>
        <Link2 aria-hidden />
        {t("actionPast")}
      </Button>
    </div>
  );
}
