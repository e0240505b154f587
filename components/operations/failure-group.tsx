"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { StatusBadge } from "@/components/tasks/status-badge";
import type { OperationFailures } from "@/lib/operation-schemas";
import { shortId } from "@/lib/short-id";
import { isTaskStatus } from "@/lib/task-status";

type Group = OperationFailures["groups"][number];

/** Tasks that were refused for one reason: why, how many, and the first of them by name. */
export function FailureGroup({ group: { code, statusBefore, count, items } }: { group: Group }) {
  const t = useTranslations("operations");
  const rest = count - items.length;
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2.5">
      <div className="flex items-start gap-2">
        <span className="flex-1">{t(`reasons.${code}`)}</span>
        {statusBefore !== null && isTaskStatus(statusBefore) && <StatusBadge status={statusBefore} />}
        <span className="font-medium tabular-nums">{t("report.count", { count })}</span>
      </div>
      <ul className="flex flex-col gap-0.5 text-muted-foreground">
        {items.map(({ id, name }) => (
          <li key={id} className="flex min-w-0 items-center gap-2">
            <Link href={`/tasks/${id}`} className="focus-ring min-w-0 truncate rounded-sm hover:underline">
              {name ?? shortId(id)}
            </Link>
            <span className="font-mono text-xs">{shortId(id)}</span>
          </li>
        ))}
        {rest > 0 && <li>{t("report.more", { count: rest })}</li>}
      </ul>
    </li>
  );
}
