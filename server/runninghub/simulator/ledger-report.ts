import type { Engine } from "./engine";
import { peakConcurrency } from "./timeline";

/** What a judge wants to know: every create call, what was paid twice, and how many ran at once per account. */
export function ledgerReport(engine: Engine): object {
  const entries = engine.ledger.entries();
  const accounts = engine.allAccounts().map((account) => {
    const tasks = engine.tasksOf(account.key);
    const own = entries.filter((entry) => entry.key === account.key);
    return {
      key: account.key,
      limit: account.limit,
      creates: own.length,
      accepted: tasks.length,
      /** Most tasks that were queued or running at one moment. */
      maxConcurrency: peakConcurrency(tasks, engine.now()),
      /** Creates that came in although every slot was taken. */
      createsWhileFull: own.filter((entry) => entry.activeBefore >= (entry.limit ?? account.limit)).length,
      maxActiveBeforeCreate: own.reduce((most, entry) => Math.max(most, entry.activeBefore), 0),
    };
  });
  return {
    now: engine.now(),
    creates: entries,
    accounts,
    duplicates: engine.ledger.duplicates(),
    uploads: engine.uploads.count(),
    calls: engine.ledger.calls(),
  };
}
