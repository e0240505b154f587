"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { ExactTime, RelativeTime } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { TokenView } from "@/lib/token-schemas";

const RevokeTokenDialog = lazy(() =>
  import("./revoke-token-dialog").then(({ RevokeTokenDialog }) => ({ default: RevokeTokenDialog })),
);

/** One token: how to tell it, what it may do, whose it is, when it was used and when it ends. */
export function TokenRow({ token }: { token: TokenView }) {
  const t = useTranslations("tokens");
  const roles = useTranslations("shell.roles");
  const [isRevoking, setRevoking] = useState(false);
  const { name, prefix, role, owner, mine, createdBy, expiresAt, expired, lastUsedAt } = token;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium [overflow-wrap:anywhere]">
          {name}
          <Badge>{roles(role)}</Badge>
          {expired && <Badge variant="destructive">{t("expired")}</Badge>}
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs [overflow-wrap:anywhere]">
          <span className="font-mono">{prefix}…</span> ·{" "}
          {owner === null ? t("service", { name: createdBy }) : mine ? t("mine") : owner}
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs">
          {lastUsedAt === null ? (
            t("neverUsed")
          ) : (
            <>
              {t("lastUsed")} <RelativeTime value={lastUsedAt} />
            </>
          )}{" "}
          ·{" "}
          {expiresAt === null ? (
            t("lasts")
          ) : (
            <span className="inline-block">
              {t(expired ? "ended" : "until")} <ExactTime value={expiresAt} to="minute" />
            </span>
          )}
        </p>
      </div>
      <Button
        variant="outline"
        size="sm"
        aria-label={t("revokeOf", { name })}
        onClick={() => setRevoking(true)}
      >
        {t("revoke")}
      </Button>
      <Suspense>
        {isRevoking && <RevokeTokenDialog token={token} onClose={() => setRevoking(false)} />}
      </Suspense>
    </li>
  );
}
