"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useReasonText } from "@/components/reason-text";
import type { Insight } from "@/lib/insight-schemas";
import { FigureCard } from "./figure-card";
import { useFigureText } from "./use-figure-text";

/** Why runs failed, the most frequent first; each leads to the tasks that say so now. */
export function CauseCard({ causes }: { causes: Insight["causes"] }) {
  const t = useTranslations("dashboard.causes");
  const reasonText = useReasonText();
  const text = useFigureText();
  const most = causes[0]?.count ?? 1;
  const nameOf = (code: string) => reasonText({ code, message: code }).title;
  return (
    <FigureCard
      title={t("title")}
      fileName="failures"
      figures={{
        rows: causes,
        keyOf: ({ code }) => code,
        columns: [
          { name: t("cause"), value: ({ code }) => code, text: ({ code }) => nameOf(code), isWords: true },
          { name: t("count"), value: ({ count }) => count, text: ({ count }) => text.count(count) },
        ],
      }}
      chart={
        causes.length === 0 ? (
          <p className="flex min-h-24 items-center text-muted-foreground text-sm">{t("none")}</p>
        ) : (
          <ul className="flex flex-col gap-2.5">
            {causes.map(({ code, count }) => (
              <li key={code}>
                <div className="flex justify-between gap-3 text-[13px]">
                  <Link
                    href={`/tasks?status=FAILED&error=${code}`}
                    className="focus-ring min-w-0 truncate rounded-sm underline-offset-4 hover:underline"
                  >
                    {nameOf(code)}
                  </Link>
                  <span className="tabular-nums">{text.count(count)}</span>
                </div>
                <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full bg-foreground/10">
                  <div className="h-full bg-status-failed" style={{ width: `${(count / most) * 100}%` }} />
                </div>
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
