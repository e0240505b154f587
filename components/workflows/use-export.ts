"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { downloadText } from "@/components/download-text";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";

/** A name that every file system takes. */
function fileName(name: string): string {
  const safe = name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 80);
  return `${safe || "workflow"}.hubqueue.json`;
}

/** Reads the entry as a file and hands it to the browser. */
export function useExport(id: string, name: string) {
  const t = useTranslations("workflow.export");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [isPending, setPending] = useState(false);
  const start = async () => {
    setPending(true);
    try {
      const text = await utils.workflows.export.fetch({ id }, { staleTime: 0 });
      downloadText(text, fileName(name), "application/json");
    } catch (error) {
      toast.error(t("failed"), { description: errorText(error) });
    } finally {
      setPending(false);
    }
  };
  return { start: () => void start(), isPending };
}
