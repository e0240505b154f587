"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type OutputFailure as Code, OUTPUT_FAILURES } from "@/lib/output-failure";
import type { OutputView } from "@/lib/task-schemas";
import { RetryOutputs } from "./retry-outputs";

/** A reason nobody has words for is that it could not be fetched. */
export function outputFailureOf({ reason }: Pick<OutputView, "reason">): Code {
  return OUTPUT_FAILURES.find((known) => known === reason?.code) ?? "FETCH_FAILED";
}

/** Why a result is not here, what that means, and the way to fetch it again. */
export function OutputFailure({ output }: { output: OutputView }) {
  const t = useTranslations("task.outputs");
  const code = outputFailureOf(output);
  // The other codes say it all.
  const cause = code === "FETCH_FAILED" || code === "NOT_THE_FILE" ? output.reason?.message : undefined;
  return (
    <div className="flex flex-col gap-2 rounded-md border border-status-failed/30 bg-status-failed-bg p-3 text-sm">
      <p className="flex items-start gap-2 text-status-failed">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>{t(`failures.${code}`)}</span>
      </p>
      {cause !== undefined && (
        <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">{cause}</p>
      )}
      <RetryOutputs outputs={[output]} />
    </div>
  );
}
