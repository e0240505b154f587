/**
 * The one thing that may make two runs live where one was allowed: a run whose submit got no usable answer and that
 * showed no sign of life for the whole grace. It is no blanket excuse: the run must have been invisible.
 */
import type { LedgerRun } from "../upstream/ledger";
import { attemptOf, type Evidence } from "./evidence";

const GIVEN_UP = ["SUBMIT_UNKNOWN", "SENT_AGAIN"];

export type GivenUp = "no" | "fairly" | "although it was seen" | "before the grace was over";

/**
 * Whether, and how, this run was given up while it lived (or before it began): by the queue (`SUBMIT_UNKNOWN`), or because a
 * person said that nothing had started (`SENT_AGAIN`).
 */
export function givenUp(evidence: Evidence, run: LedgerRun): GivenUp {
  const attemptId = attemptOf(evidence, run);
  const facts = evidence.attemptFacts.filter((fact) => fact.id === attemptId);
  // A person named an earlier run of the task as the one of this attempt: its own cannot be known any more.
  const linked = facts.findLast(({ remoteId }) => remoteId !== null)?.remoteId ?? run.remoteId;
  if ((evidence.ledger.find(linked)?.sentAt ?? run.sentAt) < run.sentAt) return "fairly";
  const release = facts.find((fact) => fact.released && GIVEN_UP.includes(fact.outcome ?? ""));
  const doubt = facts.find((fact) => fact.state === "UNKNOWN");
  const sent = facts.find((fact) => fact.state === "SENT");
  if (!release || !doubt || !sent) return "no";
  if (run.endedAt !== null && run.endedAt <= release.at) return "no";
  if (release.outcome === "SENT_AGAIN") {
    const asked = evidence.ledger.counts.findLast(
      ({ account, toldAt }) => account === run.account && toldAt !== null && toldAt <= release.at,
    );
    return asked?.alive.includes(run.remoteId) ? "although it was seen" : "fairly";
  }
  const { graceSeconds, timeoutMinutes } = evidence.scenario;
  // Nobody waits for ever for a run that cannot be named: past its time limit and the grace it is let go.
  if (release.at - sent.at > (timeoutMinutes * 60 + graceSeconds) * 1000) return "fairly";
  if (release.at - doubt.at < graceSeconds * 1000 - 1) return "before the grace was over";
  const since = Math.max(doubt.at, release.at - graceSeconds * 1000);
  const seen = evidence.ledger.counts.some(
    ({ account, toldAt, alive }) =>
      account === run.account &&
      toldAt !== null &&
      toldAt > since &&
      toldAt <= release.at &&
      alive.includes(run.remoteId),
  );
  return seen ? "although it was seen" : "fairly";
}
