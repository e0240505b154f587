import { useFormatter, useTranslations } from "next-intl";
import { placeInput } from "@/components/accounts/place";
import { useDurationText } from "@/components/forecast/use-duration-text";
import { useEndText } from "@/components/forecast/use-end-text";
import { useLineRoomWords } from "@/components/forecast/use-line-room-words";
import { trpc } from "@/components/trpc";
import { Hint } from "@/components/ui/tooltip";
import type { Forecast } from "@/lib/history-schemas";
import { expectBatch } from "@/lib/sheet/expectation";
import { shownCoins } from "@/lib/shown-coins";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import type { BatchSettings } from "./batch-settings";
import { useCapHolds } from "./use-cap-holds";

/** What the batch will take and cost, going by earlier runs, what the caps would hold of it, and whether it fits in line. */
export function BatchForecast({
  workflow,
  settings,
  count,
}: {
  workflow: Pick<WorkflowDetail, "remoteId" | "kind">;
  settings: Pick<BatchSettings, "instanceType" | "runsOn">;
  count: number;
}) {
  const t = useTranslations("common.forecast");
  const { data } = trpc.workflows.forecast.useQuery(
    {
      workflowId: workflow.remoteId,
      kind: workflow.kind,
      instanceType: settings.instanceType,
      ...placeInput(settings.runsOn),
    },
    { staleTime: 60_000 },
  );
  const holds = useCapHolds(workflow, count);
  const full = useLineRoomWords(count);
  if (data === undefined || count === 0) return null;
  return (
    <>
      {data.runs === 0 ? (
        <span className="text-muted-foreground">{t("unknown")}</span>
      ) : (
        <Expected forecast={data} count={count} />
      )}
      {[...holds, ...(full === null ? [] : [full])].map((words) => (
        <span key={words} className="font-medium text-notice-foreground">
          {words}
        </span>
      ))}
    </>
  );
}

function Expected({ forecast, count }: { forecast: Forecast; count: number }) {
  const t = useTranslations("common.forecast");
  const format = useFormatter();
  const durationText = useDurationText();
  const endText = useEndText();
  const expected = expectBatch(forecast, count);
  if (expected === null) return null;
  const { seconds, coins, money } = expected;
  const amount = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  const parts = [
    seconds !== null && t("time", { time: durationText(seconds) }),
    seconds !== null && endText(seconds),
    coins !== null && t("coins", { coins: shownCoins(coins) }),
    money !== null && t("money", { money: amount(money) }),
    coins === null && money === null && t("costUnknown"),
  ].filter((part) => typeof part === "string");
  const basis = t("from", {
    runs: forecast.runs,
    seconds: forecast.medianSeconds === null ? "" : durationText(forecast.medianSeconds),
    slots: Math.max(forecast.slots, 1),
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
