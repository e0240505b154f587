"use client";

import { Pause, Play } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { usePauseAccount } from "@/components/accounts/use-pause-account";
import type { Account } from "@/components/lane/slot";
import { useMayAct } from "@/components/shell/actor-context";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";

/** An account above its slots, with its own pause switch. */
export function AccountHead({ account }: { account: Account }) {
  const t = useTranslations("shell.lane");
  const mayAct = useMayAct();
  const { does, press, isPending } = usePauseAccount(account);
  const Mark = does === "resume" ? Play : Pause;
  const label = t(does === "resume" ? "resumeAccount" : "pauseAccount", { account: account.name });
  return (
    <div className="flex min-h-7 items-center gap-2 text-[13px]">
      <Link href="/accounts" className="focus-ring min-w-0 truncate rounded-sm font-medium hover:underline">
        {account.name}
      </Link>
      {account.elsewhere > 0 && (
        <span className="shrink-0 text-notice-foreground text-xs tabular-nums">
          {t("elsewhere", { count: account.elsewhere })}
        </span>
      )}
      {mayAct && does !== null && (
        <Hint text={label}>
          <Button
            variant={does === "resume" ? "outline" : "ghost"}
            size="icon-xs"
            aria-label={label}
            disabled={isPending}
            className="ml-auto"
            onClick={press}
          >
            <Mark aria-hidden />
          </Button>
        </Hint>
      )}
    </div>
  );
}
