/** Rules about runs that cost money: none twice, none too many, none left running, none given up in the open. */
import type { LedgerRun } from "../upstream/ledger";
import { attemptOf, type Evidence, type Violation } from "./evidence";
import { givenUp } from "./given-up";

const seconds = (at: number | null) => (at === null ? "never" : `${(at / 1000).toFixed(3)} s`);

/** Between two runs of a task: a person who pressed start, or an end that an automatic retry may follow. */
export function doubles(evidence: Evidence): Violation[] {
  const { ledger, history, scenario } = evidence;
  return [...new Set(ledger.runs.map((run) => run.tag))].flatMap((tag) => {
    const runs = ledger.runs.filter((run) => run.tag === tag).sort((a, b) => a.sentAt - b.sentAt);
    const found: Violation[] = [];
    let retries = 0;
    for (const [index, run] of runs.entries()) {
      const previous = runs[index - 1];
      if (!previous) continue;
      const pressed = history.presses.some(
        ({ tag: pressedTag, at, answeredAt }) =>
          pressedTag === tag && (answeredAt ?? at) >= previous.sentAt && at <= run.sentAt,
      );
      const over = previous.endedAt !== null && previous.endedAt <= run.sentAt;
      if (pressed) retries = 0;
      else retries += 1;
      const allowed = over || givenUp(evidence, previous) === "fairly";
      const words = `${tag}: ${previous.remoteId} (sent ${seconds(previous.sentAt)}, ended ${seconds(previous.endedAt)}), then ${run.remoteId} (sent ${seconds(run.sentAt)})`;
      if (!pressed && retries > scenario.maxAutoRetries)
        found.push({ rule: "double", what: `${words}, nobody had asked` });
      else if (!allowed) found.push({ rule: "double", what: `${words}, the first was alive` });
    }
    return found;
  });
}

/** At no accept more runs alive than the account's limit; only runs given up fairly do not count. */
export function overruns(evidence: Evidence): Violation[] {
  const { ledger } = evidence;
  const excused = new Set(ledger.runs.filter((run) => givenUp(evidence, run) === "fairly"));
  return ledger.runs.flatMap((run) => {
    if (excused.has(run)) return [];
    const alive = ledger.alive(run.account, run.acceptedAt).filter((each) => !excused.has(each));
    const limit = limitFor(evidence, run);
    if (alive.length <= limit) return [];
    const who = alive.map((each) => `${each.tag} ${each.remoteId}`).join(", ");
    return [
      {
        rule: "overrun",
        what: `${alive.length} of ${limit} at ${seconds(run.acceptedAt)} on ${run.account}: ${who}`,
      },
    ];
  });
}

/** The highest limit in force from the claim to the accept: what was claimed under it may still be sent. */
function limitFor(evidence: Evidence, run: LedgerRun): number {
  const attemptId = attemptOf(evidence, run);
  const claim = evidence.attemptFacts.find((fact) => fact.id === attemptId && fact.what === "INSERT");
  const from = claim?.at ?? run.sentAt;
  const limits = evidence.history.limits.filter(({ account }) => account === run.account);
  const before = limits.filter(({ at }) => at <= from).at(-1);
  const during = limits.filter(({ at }) => at > from && at <= run.acceptedAt);
  return Math.max(before?.limit ?? 0, ...during.map(({ limit }) => limit));
}

/** Who lives at RunningHub when all is at rest is known here, and was not to be ended. */
export function leftRunning(evidence: Evidence): Violation[] {
  return evidence.ledger.runs.flatMap((run) => {
    if (run.endedAt !== null || givenUp(evidence, run) === "fairly") return [];
    return [
      {
        rule: "left running",
        what: `${run.tag} ${run.remoteId} on ${run.account}, accepted ${seconds(run.acceptedAt)}`,
      },
    ];
  });
}

/** An answer that reached a process which lived on is written down. */
export function forgottenIds(evidence: Evidence): Violation[] {
  const known = new Set(evidence.attemptFacts.map((fact) => fact.remoteId));
  return evidence.ledger.runs
    .filter((run) => run.told && !evidence.history.died.has(run.sender) && !known.has(run.remoteId))
    .map((run) => ({
      rule: "lost id",
      what: `${run.sender} was told that ${run.tag} is ${run.remoteId}, and no attempt knows`,
    }));
}

/** The grace is kept, and a count that shows more runs than we can name is believed. */
export function unfairGivingUp(evidence: Evidence): Violation[] {
  return evidence.ledger.runs.flatMap((run) => {
    const how = givenUp(evidence, run);
    if (how === "no" || how === "fairly") return [];
    return [{ rule: "given up unfairly", what: `${run.tag} ${run.remoteId} ${how}` }];
  });
}
