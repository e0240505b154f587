/** Does an account have a run at RunningHub that nobody here can name? The only evidence about a lost answer that can be asked for. */
import type { AccountRepository } from "../persistence/account-repository";
import type { RunningHubClient, RunningHubCredentials } from "../runninghub/contract";

interface Ports {
  readonly accounts: Pick<AccountRepository, "knownRuns">;
  readonly runningHub: Pick<RunningHubClient, "accountStatus" | "query">;
}

export interface RunCount {
  /** Runs that RunningHub counts for the key. */
  readonly counted: number;
  /** Those of them that are attempts of ours with a remote id. */
  readonly named: number;
}

export class UnnamedRuns {
  constructor(private readonly ports: Ports) {}

  /**
   * The count is read first and our own runs after it, each at RunningHub: one that has ended there without our knowing
   * must not stand in for the run that nobody can name. Runs only end, so an error is on the side of "there is one".
   * @throws RunningHubError
   */
  async count(accountId: string, credentials: RunningHubCredentials): Promise<RunCount> {
    const { runningHub, accounts } = this.ports;
    const counted = (await runningHub.accountStatus(credentials)).currentTasks ?? 0;
    const known = await accounts.knownRuns(accountId);
    if (counted === 0 || counted > known.length) return { counted, named: Math.min(counted, known.length) };
    const looks = await Promise.all(known.map((remoteId) => runningHub.query(credentials, remoteId)));
    return { counted, named: looks.filter(({ state }) => state === "QUEUED" || state === "RUNNING").length };
  }
}
