import { keepPreviousData } from "@tanstack/react-query";
import { useHoldWords } from "@/components/forecast/use-hold-words";
import { trpc } from "@/components/trpc";
import { useRestingValue } from "@/components/use-resting-value";
import { MAX_BULK_TASKS } from "@/lib/task-limits";
import type { WorkflowDetail } from "@/lib/workflow-schemas";

/** While rows come and go nobody is asked. */
const SETTLE_MS = 500;

/** What the caps would hold of so many tasks, in sentences; mostly none. */
export function useCapHolds(
  { remoteId, kind }: Pick<WorkflowDetail, "remoteId" | "kind">,
  count: number,
): readonly string[] {
  const holdWords = useHoldWords();
  const asked = useRestingValue(Math.min(count, MAX_BULK_TASKS), SETTLE_MS);
  const { data } = trpc.spending.expect.useQuery(
    { tasks: [{ workflowId: remoteId, kind, count: Math.max(asked, 1) }] },
    { enabled: asked > 0, placeholderData: keepPreviousData, staleTime: 10_000 },
  );
  return data === undefined || count === 0 ? [] : holdWords(data);
}
