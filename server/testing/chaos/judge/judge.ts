/** All rules of a run. Independent of the code under test: nothing here calls it. */
import type { Evidence, Violation } from "./evidence";
import { doubles, forgottenIds, leftRunning, overruns, unfairGivingUp } from "./money";
import { illegalMoves, inversions, miscounts, oldNews, unsettled, untruths } from "./queue";

const RULES: readonly ((evidence: Evidence) => Violation[])[] = [
  doubles,
  overruns,
  inversions,
  unsettled,
  leftRunning,
  forgottenIds,
  unfairGivingUp,
  illegalMoves,
  oldNews,
  untruths,
  miscounts,
];

export function judge(evidence: Evidence): Violation[] {
  return RULES.flatMap((rule) => rule(evidence));
}
