"use client";

import { useTranslations } from "next-intl";
import { useDeviceText } from "@/components/own-account/use-device-text";
import { ExactTime } from "@/components/time";
import type { AuditEntry } from "@/lib/audit-schemas";
import { useActionText } from "./use-action-text";

/** One entry: what was done, by whom, from where, and what changed. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const t = useTranslations("audit");
  const actionText = useActionText();
  const deviceText = useDeviceText();
  const { happenedAt, action, actor, target, changed, address, userAgent } = entry;
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-2.5 text-sm lg:grid-cols-[minmax(0,1fr)_14rem]">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p>
          <span className="font-medium">{actionText(action)}</span>
          {target !== null && target.label !== actor.name && (
            <span className="text-muted-foreground"> · {target.label}</span>
          )}
        </p>
        {changed !== null && (
          <p className="mt-0.5 line-clamp-3 font-mono text-muted-foreground text-xs">{changesOf(changed)}</p>
        )}
      </div>
      <div className="min-w-0 text-muted-foreground text-xs [overflow-wrap:anywhere] lg:text-right">
        <p className="text-foreground">{actor.kind === "system" ? t("system") : actor.name}</p>
        <p>
          <ExactTime value={happenedAt} />
        </p>
        {address !== null && (
          <p>
            {address}
            {userAgent !== null && <> · {deviceText(userAgent)}</>}
          </p>
        )}
      </div>
    </li>
  );
}

/** As it was written: names of settings are the same in every language. */
function changesOf(changed: Readonly<Record<string, unknown>>): string {
  return Object.entries(changed)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}
