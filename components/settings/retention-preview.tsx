"use client";

import { useFormatter, useTranslations } from "next-intl";
import { fileSizeText } from "@/components/media/file-size";
import { trpc } from "@/components/trpc";
import { useRestingValue } from "@/components/use-resting-value";
import { NO_RETENTION, type RetentionRules } from "@/lib/storage-schemas";

/** Nobody waits for an answer about half a number. */
const SETTLE_MS = 400;

/** What the rules would remove now, in a sentence that is told when it changes; nothing for no rules. */
export function RetentionPreview({ rules }: { rules: RetentionRules | null }) {
  const settled = useRestingValue(rules, SETTLE_MS);
  const words = useRetentionWords(settled);
  if (rules === null) return null;
  return (
    <p role="status" className="min-h-5 max-w-prose text-sm tabular-nums">
      {words}
    </p>
  );
}

/** Empty until it is known, and for no rules. */
export function useRetentionWords(rules: RetentionRules | null): string {
  const t = useTranslations("settings.storage.preview");
  const format = useFormatter();
  const { data, isError } = trpc.storage.preview.useQuery(rules ?? NO_RETENTION, {
    enabled: rules !== null,
    placeholderData: (before) => before, // the sentence before stays while the next one is made
  });
  if (rules === null) return "";
  if (isError) return t("unknown");
  if (data === undefined) return "";
  const { files, bytes, oldest, newest } = data;
  if (oldest === null || newest === null) return t("nothing");
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium" });
  return t("some", { files, size: fileSizeText(bytes), from: day(oldest), to: day(newest) });
}
