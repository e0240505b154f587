import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { trpc } from "@/components/trpc";
import { useRestingValue } from "@/components/use-resting-value";
import type { ActionTarget } from "@/lib/action-target";
import type { ExpectedSpending, ExpectSpending } from "@/lib/expected-spending";
import { expectedOf } from "@/lib/expected-target";

/** While a selection grows nobody is asked. */
const SETTLE_MS = 300;
/** Is not sent. */
const NOTHING: ExpectSpending = { ids: ["-"] };

/**
 * What starting them would spend: undefined until it is known, null where nobody can say.
 * `isOf`: whether it is of this very target; the figures of the one before stay until then.
 */
export function useExpectedStart(target: ActionTarget): {
  expected: ExpectedSpending | null | undefined;
  isOf: boolean;
} {
  // As text, since a selection is made anew with every picture of the list.
  const wish = JSON.stringify(expectedOf(target));
  const settled = useRestingValue(wish, SETTLE_MS);
  // It was written two lines above.
  const asked = useMemo(() => JSON.parse(settled) as ExpectSpending | null, [settled]);
  const { data, isError, isPlaceholderData } = trpc.spending.expect.useQuery(asked ?? NOTHING, {
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isOf = settled === wish && !isPlaceholderData;
  return { expected: asked === null || isError ? null : data, isOf };
}
