"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { useErrorText } from "@/components/error-text";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { errorMessage } from "@/lib/client-error";

interface ReadFailureProps {
  /** Where its title and body are written. */
  readonly words: "tasks.error" | "gallery.error" | "batches.error" | "settings.error";
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly retrying?: boolean;
  readonly className?: string;
}

/** In place of what could not be read. */
export function ReadFailure({ words, error, onRetry, retrying = false, className }: ReadFailureProps) {
  const t = useTranslations(words);
  const common = useTranslations("common");
  const errorText = useErrorText();
  return (
    <EmptyState
      icon={CloudOff}
      title={t("title")}
      className={className}
      actions={
        <>
          <Button onClick={onRetry} busy={retrying}>
            {common("retry")}
          </Button>
          <CopyButton variant="outline" size="default" text={() => errorMessage(error)}>
            {common("copyDetails")}
          </CopyButton>
        </>
      }
    >
      {t("body", { detail: errorText(error) })}
    </EmptyState>
  );
}
