"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { MAX_ZIP_FILES, MAX_ZIP_MEGABYTES, MEDIA_CLAIMS } from "@/lib/upload-problem";
import type { UploadFailure } from "./send-upload";

/** The sentence for a file that was not taken: what is wrong with it and what to do, in the person's language. */
export function useUploadFailureText(): (fileName: string, failure: UploadFailure) => string {
  const t = useTranslations("newTask.file");
  const errorText = useErrorText();
  return (name, { code, refusal }) => {
    if (refusal === null) return `${t("failed", { name })} ${errorText({ code })}`;
    const { claim, found = "", entry = "" } = refusal.facts;
    const kind = t(`kinds.${MEDIA_CLAIMS.find((known) => known === claim) ?? "file"}`);
    const limits = { maxFiles: MAX_ZIP_FILES, maxMegabytes: MAX_ZIP_MEGABYTES };
    return t(`refusals.${refusal.reason}`, { name, kind, found, entry, ...limits });
  };
}
