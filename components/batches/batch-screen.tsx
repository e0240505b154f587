"use client";

import { useTranslations } from "next-intl";
import type { BatchView } from "@/lib/batch-schemas";
import type { FormField, OutputNode } from "@/lib/workflow-schemas";
import { BatchGone } from "./batch-gone";
import { BatchHeader } from "./batch-header";
import { BatchProgress } from "./batch-progress";
import { Matrix } from "./matrix";
import { useBatch } from "./use-batch";

interface Props {
  readonly initial: BatchView;
  /** Of everything the batch runs, as far as the library knows it. */
  readonly fields: readonly FormField[];
  readonly outputNodes: readonly OutputNode[];
}

/** One batch, live: how far it is, what can be done with all of it, and what each row made. */
export function BatchScreen({ initial, fields, outputNodes }: Props) {
  const t = useTranslations("batches.error");
  const { batch, isGone, isStale } = useBatch(initial);
  if (isGone) return <BatchGone />;
  return (
    <div className="mx-auto w-full max-w-[100rem] px-4 py-5 md:px-6 md:py-6">
      <BatchHeader batch={batch} />
      {isStale && (
        <p role="status" className="mt-3 text-notice-foreground text-sm">
          {t("stale")}
        </p>
      )}
      <BatchProgress counts={batch.counts} className="mt-5" />
      <Matrix batch={batch} fields={fields} outputNodes={outputNodes} />
    </div>
  );
}
