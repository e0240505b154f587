import { balanceOf, newAccount, SIMULATOR_DEFAULT_KEY } from "./accounts";
import { newClientId, snowflakes } from "./ids";
import { Ledger } from "./ledger";
import type { Account, Behaviour, Task, Workflow } from "./model";
import { promotePersonalQueue } from "./personal-queue";
import { type Settings, settingsSchema } from "./settings";
import type { StateStore } from "./state-file";
import type { TaskForce } from "./task-force";
import { isOver, stateAt, type TaskState } from "./timeline";
import { UploadStore } from "./upload-store";
import { type Clock, type VirtualClock, virtualClock } from "./virtual-clock";

export interface EngineOptions {
  clock: Clock;
  store: StateStore;
  /** Durations are divided by this. */
  speed: number;
  /** Slots of the default key. */
  limit: number;
  accounts?: (Partial<Account> & { key: string })[];
  settings?: Partial<Settings>;
  workflows?: Workflow[];
}

export interface SlotCounts {
  running: number;
  queued: number;
  /** Everything that holds a slot, other programs included. */
  total: number;
}

/** All state of the simulated service. It never reads the wall clock and knows nothing of HTTP. */
export class Engine {
  readonly clock: VirtualClock;
  readonly speed: number;
  readonly ledger: Ledger;
  readonly uploads: UploadStore;
  readonly newTaskId: () => string;
  readonly newClientId = newClientId;
  /** Changes scripted for the next tasks to be created, in order. */
  readonly upcomingForces: TaskForce[] = [];
  settings: Settings;
  private readonly store: StateStore;
  private readonly accounts = new Map<string, Account>();
  private readonly workflows = new Map<string, Workflow>();
  private readonly tasks = new Map<string, Task>();
  private readonly tasksByKey = new Map<string, Task[]>();

  constructor(private readonly options: EngineOptions) {
    const { store } = options;
    this.store = store;
    this.speed = options.speed;
    // Records below are written by this class alone, so they have these shapes.
    const [saved] = store.load("settings") as { offsetMs: number; settings: Settings }[];
    this.clock = virtualClock(options.clock, saved?.offsetMs ?? 0);
    this.settings = settingsSchema.parse({ ...saved?.settings, ...options.settings });
    this.ledger = new Ledger(store, () => this.now());
    this.uploads = new UploadStore(store, () => this.now());
    this.seed();
    for (const account of store.load("accounts") as Account[]) this.accounts.set(account.key, account);
    for (const workflow of store.load("workflows") as Workflow[])
      this.workflows.set(workflow.workflowId, workflow);
    for (const task of store.load("tasks") as Task[]) this.remember(task);
    const lastId = [...this.tasks.keys()].reduce((last, id) => (BigInt(id) > last ? BigInt(id) : last), 0n);
    this.newTaskId = snowflakes(() => this.now(), lastId);
  }

  private seed(): void {
    const { limit, accounts = [], workflows = [] } = this.options;
    this.accounts.set(
      SIMULATOR_DEFAULT_KEY,
      newAccount({ key: SIMULATOR_DEFAULT_KEY, name: "demo key", limit }),
    );
    for (const fields of accounts) this.accounts.set(fields.key, newAccount(fields));
    for (const workflow of workflows) this.workflows.set(workflow.workflowId, workflow);
  }

  now(): number {
    return this.clock.now();
  }

  /** A duration of real life shortened by the speed of the simulation. */
  scaled(ms: number): number {
    return ms / this.speed;
  }

  account(key: string): Account | undefined {
    return this.accounts.get(key);
  }

  allAccounts(): Account[] {
    return [...this.accounts.values()];
  }

  patchAccount(fields: Partial<Account> & { key: string }): Account {
    const account = newAccount({ ...this.accounts.get(fields.key), ...fields });
    this.accounts.set(account.key, account);
    this.store.save("accounts", account.key, account);
    return account;
  }

  patchSettings(fields: Partial<Settings>): Settings {
    this.settings = settingsSchema.parse({ ...this.settings, ...fields });
    this.saveSettings();
    return this.settings;
  }

  advance(ms: number): void {
    this.clock.advance(ms);
    this.saveSettings();
  }

  private saveSettings(): void {
    this.store.save("settings", "settings", { offsetMs: this.clock.offsetMs(), settings: this.settings });
  }

  workflow(workflowId: string): Workflow | undefined {
    return this.workflows.get(workflowId);
  }

  allWorkflows(): Workflow[] {
    return [...this.workflows.values()];
  }

  registerWorkflow(workflow: Workflow): void {
    this.workflows.set(workflow.workflowId, workflow);
    this.store.save("workflows", workflow.workflowId, workflow);
  }

  behaviourOf(workflowId: string): Behaviour {
    return this.workflows.get(workflowId)?.behaviour ?? {};
  }

  private remember(task: Task): void {
    if (!this.tasks.has(task.taskId)) {
      const list = this.tasksByKey.get(task.key) ?? [];
      list.push(task);
      this.tasksByKey.set(task.key, list);
    }
    this.tasks.set(task.taskId, task);
  }

  /** Stores a new or changed task before anybody is told about it. */
  saveTask(task: Task): void {
    this.remember(task);
    this.store.save("tasks", task.taskId, task);
  }

  task(taskId: string): Task | undefined {
    return this.tasks.get(taskId);
  }

  allTasks(): Task[] {
    return [...this.tasks.values()];
  }

  tasksOf(key: string): Task[] {
    return this.tasksByKey.get(key) ?? [];
  }

  /** The state of a task now, after time has done its work. */
  stateOf(task: Task): TaskState {
    return stateAt(task, this.now());
  }

  /** Brings everything that time alone decides up to date: who leaves the personal queue of dedicated keys. */
  settle(): void {
    for (const account of this.accounts.values()) {
      if (account.type !== "EXCLUSIVE") continue;
      const free = account.limit - account.externalRunning;
      for (const task of promotePersonalQueue(this.tasksOf(account.key), free, this.now()))
        this.saveTask(task);
    }
  }

  slots(account: Account): SlotCounts {
    const active = this.tasksOf(account.key).filter((task) => !isOver(task, this.now()));
    const running =
      active.filter((task) => this.stateOf(task) === "RUNNING").length + account.externalRunning;
    const queued = active.length + account.externalRunning - running;
    return { running, queued, total: running + queued };
  }

  balance(account: Account) {
    return balanceOf(account, this.tasksOf(account.key), this.now(), this.settings.billUnfinished);
  }

  /** Forgets everything but the samples, the options it was started with, and the time. */
  reset(): void {
    for (const map of [this.accounts, this.workflows, this.tasks, this.tasksByKey]) map.clear();
    this.upcomingForces.length = 0;
    this.uploads.clear();
    this.ledger.clear();
    this.store.clear();
    this.settings = settingsSchema.parse({ ...this.options.settings });
    this.saveSettings();
    this.seed();
  }
}
