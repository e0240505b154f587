"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { errorMessage } from "@/lib/client-error";

export interface Crash {
  readonly error: unknown;
  readonly retry: () => void;
}

/** What happened, in words to copy. In production the server keeps its words back; the digest finds them in its log. */
export function CrashReport({ error, retry }: Crash) {
  const t = useTranslations("common");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  const details = [errorMessage(error), digest].filter((part) => part !== null).join("\n");
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
      {digest !== null && <p className="mt-2 font-mono text-xs">{digest}</p>}
    </EmptyState>
  );
}
