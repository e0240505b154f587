/** RunningHub accounts as people and the queue see them. */
import type { AccountView } from "@/lib/account-schemas";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { Logger } from "../log";
import type { AccountRegister } from "../persistence/account-register";
import type { Account, AccountRepository } from "../persistence/account-repository";
import type { RunningHubCredentials } from "../runninghub/contract";
import type { SecretBox } from "../storage/secret-box";
import { accountView, REAL, SIMULATED } from "./account-view";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";
import type { Places } from "./task-intake-service";

interface Ports {
  readonly accounts: AccountRepository;
  readonly register: AccountRegister;
  readonly secrets: SecretBox;
  readonly kick: () => void;
  readonly log: Pick<Logger, "info">;
}

const SIMULATOR_SITE = "simulator";
const AWAY = { code: "ACCOUNT_AWAY", message: "The account of this task is not in use now" } as const;

export class AccountService {
  constructor(private readonly ports: Ports) {}

  async ensureEnvironmentAccount(given: {
    apiKey: string;
    baseUrl: string;
    slotLimit: number;
    simulator: boolean;
  }): Promise<void> {
    const { register, secrets } = this.ports;
    const id = await register.upsertFromEnvironment({
      name: given.simulator ? SIMULATED : REAL,
      baseUrl: given.baseUrl,
      site: given.simulator ? SIMULATOR_SITE : hostOf(given.baseUrl),
      apiKeyCipher: secrets.seal(given.apiKey),
      apiKeyHash: secrets.fingerprint(given.apiKey),
      slotLimit: given.slotLimit,
    });
    // The simulator's address is its own each time; other accounts there move along.
    if (given.simulator) await register.moveSite(SIMULATOR_SITE, given.baseUrl);
    await register.putInUse(id, AWAY, {
      names: [REAL, SIMULATED],
      site: given.simulator ? null : SIMULATOR_SITE,
    });
  }

  /** @throws AppError ACCOUNT_NOT_FOUND; Error when the key cannot be read. */
  readonly credentials = async (accountId: string): Promise<RunningHubCredentials> => {
    const account = await this.ports.accounts.find(accountId);
    if (!account) throw new AppError("ACCOUNT_NOT_FOUND", "The account is not there any more");
    return this.credentialsOf(account);
  };

  /** @throws Error when the key cannot be read: APP_SECRET has changed. */
  readonly credentialsOf = (account: Pick<Account, "baseUrl" | "apiKeyCipher">): RunningHubCredentials => ({
    baseUrl: account.baseUrl,
    apiKey: this.ports.secrets.open(account.apiKeyCipher),
  });

  /** The account that reads workflows, and whose site new tasks run on: a real one before the simulator's. */
  readonly defaultAccount = async (): Promise<Account> => {
    const inUse = (await this.ports.accounts.all()).filter(({ pauseCode }) => pauseCode !== AWAY.code);
    const account = inUse.find(({ site }) => site !== SIMULATOR_SITE) ?? inUse[0];
    if (!account)
      throw new AppError(
        "ACCOUNT_NOT_FOUND",
        "No RunningHub account is set up; add one under Accounts, or set RUNNINGHUB_API_KEY and start again",
      );
    return account;
  };

  /** The account that reads a workflow: the one named, else one of the site, else the default one. */
  readonly reader = async (wanted: { accountId?: string | null; site?: string | null }): Promise<Account> => {
    const inUse = (await this.ports.accounts.all()).filter(({ pauseCode }) => pauseCode !== AWAY.code);
    return (
      inUse.find(({ id }) => id === wanted.accountId) ??
      inUse.find(({ site }) => site === wanted.site) ??
      this.defaultAccount()
    );
  };

  /** Where new tasks may run. @throws AppError ACCOUNT_NOT_FOUND when no account is set up. */
  readonly places = async (): Promise<Places> => ({
    accounts: new Map((await this.ports.accounts.all()).map(({ id, site }) => [id, site])),
    defaultSite: (await this.defaultAccount()).site,
  });

  /** Where the workflows of an address live: accounts at one address share a site. */
  readonly siteOf = async (baseUrl: string): Promise<string> => {
    const neighbour = (await this.ports.accounts.all()).find(
      (account) => hostOf(account.baseUrl) === hostOf(baseUrl),
    );
    return neighbour?.site ?? hostOf(baseUrl);
  };

  async list(): Promise<AccountView[]> {
    const [accounts, use] = await Promise.all([this.ports.accounts.all(), this.ports.accounts.use()]);
    return accounts.map((account) =>
      accountView(account, this.keyHint(account), use.get(account.id) ?? { held: 0, waiting: 0 }),
    );
  }

  /** @throws AppError ACCOUNT_NOT_FOUND */
  async view(id: string): Promise<AccountView> {
    const found = (await this.list()).find((account) => account.id === id);
    if (!found) throw accountNotFound();
    return found;
  }

  /** Nothing new is submitted there until a person resumes it; what runs goes on. @throws AppError ACCOUNT_NOT_FOUND, FORBIDDEN */
  async pause(actor: Actor, id: string): Promise<void> {
    authorize(actor, "controlQueue");
    const { name } = await this.view(id);
    const record = recordOf(actor, "account.paused", { kind: "account", id, label: name });
    if (!(await this.ports.accounts.pauseByPerson(id, `Paused by ${actor.name}`, record)))
      throw accountNotFound();
    this.ports.log.info({ accountId: id, actor: actor.name }, "account paused");
  }

  /** @throws AppError ACCOUNT_NOT_FOUND, FORBIDDEN; INVALID_TRANSITION while the balance is below the minimum */
  async resume(actor: Actor, id: string): Promise<void> {
    authorize(actor, "controlQueue");
    const { name } = await this.view(id);
    const record = recordOf(actor, "account.resumed", { kind: "account", id, label: name });
    if (!(await this.ports.accounts.resume(id, record))) throw accountNotFound();
    this.ports.log.info({ accountId: id, actor: actor.name }, "account resumed");
    this.ports.kick();
    const { paused } = await this.view(id);
    if (paused?.code === "LOW_BALANCE")
      throw new AppError(
        "INVALID_TRANSITION",
        `${paused.message}: top up and check the account again, or lower its minimum`,
      );
  }

  /** Empty for a key that cannot be read. */
  private keyHint(account: Account): string {
    try {
      return this.credentialsOf(account).apiKey.slice(-4);
    } catch {
      return "";
    }
  }
}

export function accountNotFound(): AppError {
  return new AppError("ACCOUNT_NOT_FOUND", "There is no such account, or it is not in use now");
}

/** Keys, workflows and files of one host mean nothing to another. */
function hostOf(baseUrl: string): string {
  return new URL(baseUrl).host;
}
