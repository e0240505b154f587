"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { errorMessage, errorNumber } from "@/lib/client-error";

export interface Crash {
  readonly error: unknown;
  readonly retry: () => void;
}

/** What happened, in words to copy, and the number under which the server's log has the rest. */
export function CrashReport({ error, retry }: Crash) {
  const t = useTranslations("common");
  const number = errorNumber(error);
  const details = [errorMessage(error), number].filter((part) => part !== null).join("\n");
  return (
    <EmptyState
      icon={TriangleAlert}
      title={t("crash.title")}
      actions={
        <>
          <Button onClick={retry}>{t("retry")}</Button>
          <CopyButton variant="outline" size="default" text={details}>
            {t("copyDetails")}
          </CopyButton>
        </>
      }
    >
      <p>{t("crash.body")}</p>
      {number !== null && (
        <p className="mt-2">
          {t("crash.quote")} <span className="break-all font-mono text-xs">{number}</span>
        </p>
      )}
    </EmptyState>
  );
}
