import { useFormatter, useTranslations } from "next-intl";
import { placeInput } from "@/components/accounts/place";
import { trpc } from "@/components/trpc";
import { Hint } from "@/components/ui/tooltip";
import { expectBatch } from "@/lib/sheet/expectation";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import type { BatchSettings } from "./batch-settings";
import { useDurationText } from "./use-duration-text";

/** What the batch will take and cost, going by earlier runs; silent where there are none. */
export function BatchForecast({
  workflow,
  settings,
  count,
}: {
  workflow: Pick<WorkflowDetail, "remoteId" | "kind">;
  settings: Pick<BatchSettings, "instanceType" | "runsOn">;
  count: number;
}) {
  const t = useTranslations("batchBuilder.forecast");
  const format = useFormatter();
  const durationText = useDurationText();
  const { data } = trpc.workflows.forecast.useQuery(
    {
      workflowId: workflow.remoteId,
      kind: workflow.kind,
      instanceType: settings.instanceType,
      ...placeInput(settings.runsOn),
    },
    { staleTime: 60_000 },
  );
  const expected = data === undefined ? null : expectBatch(data, count);
  if (data === undefined || expected === null) return null;
  const { seconds, coins, money } = expected;
  const amount = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  const parts = [
    seconds !== null && t("time", { time: durationText(seconds) }),
    coins !== null && t("coins", { coins: amount(coins) }),
    money !== null && t("money", { money: amount(money) }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  const basis = t("from", {
    runs: data.runs,
    seconds: data.medianSeconds === null ? "" : durationText(data.medianSeconds),
    slots: Math.max(data.slots, 1),
  });
  return (
    <Hint text={basis}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards must reach what it is made from */}
      <span tabIndex={0} className="focus-ring rounded-sm text-muted-foreground">
        {parts.join(" · ")}
      </span>
    </Hint>
  );
}
