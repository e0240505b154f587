import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { trpc } from "@/components/trpc";
import { useRestingValue } from "@/components/use-resting-value";
import { MAX_BULK_TASKS } from "@/lib/task-limits";
import type { WorkflowDetail } from "@/lib/workflow-schemas";

/** While rows come and go nobody is asked. */
const SETTLE_MS = 500;

/** What the caps would hold of so many tasks, one sentence for the day and one for the batch; mostly none. */
export function useCapHolds(
  { remoteId, kind }: Pick<WorkflowDetail, "remoteId" | "kind">,
  count: number,
): readonly string[] {
  const t = useTranslations("batchBuilder.forecast");
  const asked = useRestingValue(Math.min(count, MAX_BULK_TASKS), SETTLE_MS);
  const { data } = trpc.spending.expect.useQuery(
    { tasks: [{ workflowId: remoteId, kind, count: Math.max(asked, 1) }] },
    { enabled: asked > 0, placeholderData: keepPreviousData, staleTime: 10_000 },
  );
  if (data === undefined || count === 0) return [];
  return (["day", "batch"] as const).flatMap((cap) => {
    const held = Math.max(0, ...data.held.filter((one) => one.cap === cap).map((one) => one.count));
    return held === 0 ? [] : [t(`held.${cap}`, { count: held, all: held >= data.count ? "yes" : "no" })];
  });
}
