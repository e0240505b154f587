/** Adding, changing and removing RunningHub accounts. A new key is tried before it is kept. */
import type { AccountView, CreateAccount, UpdateAccount } from "@/lib/account-schemas";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { isUuid } from "@/lib/uuid";
import type { Logger } from "../log";
import type { AccountReadings, Reading } from "../persistence/account-readings";
import type { AccountRegister } from "../persistence/account-register";
import type { Account, AccountRepository } from "../persistence/account-repository";
import { isRunningHubError, type RunningHubClient, type RunningHubCredentials } from "../runninghub/contract";
import type { SecretBox } from "../storage/secret-box";
import { readAccount } from "./account-check";
import { type AccountService, accountNotFound } from "./account-service";
import { isFromEnvironment } from "./account-view";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";
import { within } from "./within";

interface Ports {
  readonly accounts: Pick<AccountRepository, "find">;
  readonly register: AccountRegister;
  readonly readings: AccountReadings;
  readonly service: Pick<AccountService, "view" | "siteOf">;
  readonly secrets: SecretBox;
  readonly runningHub: Pick<RunningHubClient, "accountStatus" | "queueStatus">;
  readonly kick: () => void;
  readonly log: Pick<Logger, "info">;
}

/** Somebody waits in front of a form. */
const TRY_KEY_MS = 10_000;

export class AccountSetup {
  constructor(private readonly ports: Ports) {}

  /**
   * An account that cannot be reached now is kept all the same, and its health says so.
   * @throws AppError INVALID_INPUT (name or key taken, key refused), FORBIDDEN
   */
  async create(actor: Actor, { apiKey, ...input }: CreateAccount): Promise<AccountView> {
    authorize(actor, "manageAccounts");
    refuseReserved(input.name);
    const reading = await this.tryKey({ baseUrl: input.baseUrl, apiKey });
    const site = await this.ports.service.siteOf(input.baseUrl);
    const added = await this.ports.register.insert({ ...input, site, ...this.sealed(apiKey) }, (id) =>
      recordOf(actor, "account.added", { kind: "account", id, label: input.name }, input),
    );
    if (typeof added !== "string") throw takenRefusal(added.taken);
    await this.record(added, reading);
    return this.done(actor, added, "account added");
  }

  /** @throws AppError ACCOUNT_NOT_FOUND, INVALID_INPUT (as create; what the environment decides), FORBIDDEN */
  async update(actor: Actor, { id, apiKey, ...changes }: UpdateAccount): Promise<AccountView> {
    authorize(actor, "manageAccounts");
    const account = await this.find(id);
    if (isFromEnvironment(account)) refuseFromEnvironment(account, { apiKey, ...changes });
    else if (changes.name !== undefined) refuseReserved(changes.name);
    const fresh =
      apiKey === undefined || this.ports.secrets.fingerprint(apiKey) === account.apiKeyHash ? null : apiKey;
    const reading = fresh && (await this.tryKey({ baseUrl: account.baseUrl, apiKey: fresh }));
    const changed = await this.ports.register.change(
      id,
      { ...changes, ...(fresh && this.sealed(fresh)) },
      recordOf(actor, "account.changed", targetOf(account), {
        ...changes,
        ...(fresh && { keyChanged: true }),
      }),
    );
    if (changed === null) throw accountNotFound();
    if (changed !== "changed") throw takenRefusal(changed.taken);
    if (reading !== null) await this.record(id, reading);
    else await this.ports.readings.holdByBalance(id);
    return this.done(actor, id, "account changed");
  }

  /**
   * Its finished tasks stay; its name and key can be used again.
   * @throws AppError ACCOUNT_NOT_FOUND, ACCOUNT_NEEDED, INVALID_INPUT (from the environment), FORBIDDEN
   */
  async remove(actor: Actor, id: string): Promise<{ id: string }> {
    authorize(actor, "manageAccounts");
    const account = await this.find(id);
    if (isFromEnvironment(account))
      throw new AppError(
        "INVALID_INPUT",
        "id: this account comes from the environment; take RUNNINGHUB_API_KEY out and restart, or pause it",
        { field: "id" },
      );
    const use = await this.ports.register.remove(id, recordOf(actor, "account.removed", targetOf(account)));
    if (use === null) throw accountNotFound();
    if (use.held > 0 || use.waiting > 0)
      throw new AppError(
        "ACCOUNT_NEEDED",
        `${use.held} slots are held and ${use.waiting} tasks wait for this account; let what runs end or stop it, and move or stop what waits`,
      );
    this.ports.log.info({ accountId: id, actor: actor.name }, "account removed");
    return { id };
  }

  private async find(id: string): Promise<Account> {
    const account = isUuid(id) ? await this.ports.accounts.find(id) : null;
    if (account === null || account.removedAt !== null) throw accountNotFound();
    return account;
  }

  /** @returns words when RunningHub did not answer. @throws AppError INVALID_INPUT when it refuses the key. */
  private async tryKey(credentials: RunningHubCredentials): Promise<Reading | string> {
    try {
      const reading = await within(TRY_KEY_MS, readAccount(this.ports.runningHub, credentials));
      return reading === "late" ? "RunningHub did not answer in time" : reading;
    } catch (error) {
      if (!isRunningHubError(error)) throw error;
      if (error.errorClass !== "account" && error.errorClass !== "refused") return error.message;
      throw new AppError(
        "INVALID_INPUT",
        `apiKey: ${new URL(credentials.baseUrl).host} refuses this key (${error.message}). Check that it was copied whole and belongs to this site: runninghub.cn and runninghub.ai have separate keys`,
        { field: "apiKey" },
      );
    }
  }

  private sealed(apiKey: string): { apiKeyCipher: string; apiKeyHash: string } {
    const { secrets } = this.ports;
    return { apiKeyCipher: secrets.seal(apiKey), apiKeyHash: secrets.fingerprint(apiKey) };
  }

  private async record(id: string, reading: Reading | string): Promise<void> {
    if (typeof reading === "string") await this.ports.readings.recordCheckError(id, reading);
    else await this.ports.readings.recordReading(id, reading, 0);
  }

  private async done(actor: Actor, id: string, what: string): Promise<AccountView> {
    this.ports.log.info({ accountId: id, actor: actor.name }, what);
    this.ports.kick();
    return this.ports.service.view(id);
  }
}

function targetOf({ id, name }: Account) {
  return { kind: "account", id, label: name } as const;
}

function refuseReserved(name: string): void {
  if (isFromEnvironment({ name }))
    throw new AppError("INVALID_INPUT", `name: ${name} is the account of the environment; take another`, {
      field: "name",
    });
}

/** What the environment says is changed there; the same value again is no change. */
function refuseFromEnvironment(account: Account, given: Partial<Omit<UpdateAccount, "id">>): void {
  const decided = {
    apiKey: given.apiKey !== undefined && "RUNNINGHUB_API_KEY",
    slotLimit:
      given.slotLimit !== undefined && given.slotLimit !== account.slotLimit && "MAX_CONCURRENT_TASKS",
    name: given.name !== undefined && given.name !== account.name && "RUNNINGHUB_API_KEY",
  };
  for (const [field, variable] of Object.entries(decided))
    if (variable)
      throw new AppError(
        "INVALID_INPUT",
        `${field}: this account comes from the environment; set ${variable} and restart`,
        { field },
      );
}

function takenRefusal(field: "name" | "apiKey"): AppError {
  const words = {
    name: "name: another account has this name",
    apiKey: "apiKey: another account has this key already; its slots are shared, so raise its limit instead",
  };
  return new AppError("INVALID_INPUT", words[field], { field });
}
