"use client";

import { useFormatter, useTranslations } from "next-intl";
import { fileSizeText } from "@/components/media/file-size";
import { trpc } from "@/components/trpc";
import type { RetentionRules } from "@/lib/storage-schemas";

/** What the rules would remove now, in a sentence that is told when it changes. */
export function RetentionPreview({ rules }: { rules: RetentionRules }) {
  const words = useRetentionWords(rules);
  return (
    <p role="status" className="min-h-5 max-w-prose text-sm tabular-nums">
      {words}
    </p>
  );
}

/** Empty until it is known. */
export function useRetentionWords(rules: RetentionRules): string {
  const t = useTranslations("settings.storage.preview");
  const format = useFormatter();
  // The sentence before stays while the next one is made.
  const { data, isError } = trpc.storage.preview.useQuery(rules, { placeholderData: (before) => before });
  if (isError) return t("unknown");
  if (data === undefined) return "";
  const { files, bytes, oldest, newest } = data;
  if (oldest === null || newest === null) return t("nothing");
  const day = (time: string) => format.dateTime(new Date(time), { dateStyle: "medium" });
  return t("some", { files, size: fileSizeText(bytes), from: day(oldest), to: day(newest) });
}
