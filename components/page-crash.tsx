"use client";

import { useTranslations } from "next-intl";
import { later, useLater } from "@/components/ui/later";
import type { Crash } from "./crash-report";

const crashReport = later(() => import("./crash-report").then(({ CrashReport }) => CrashReport));

/** What an error boundary shows: the report, or as much as can be said where its code cannot be had. */
export function PageCrash(crash: Crash) {
  const t = useTranslations("common");
  const Report = useLater(crashReport, true);
  if (Report !== null) return <Report {...crash} />;
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-16 text-sm">
      <h2>{t("crash.title")}</h2>
      <button type="button" className="focus-ring rounded-sm underline" onClick={crash.retry}>
        {t("retry")}
      </button>
    </div>
  );
}
