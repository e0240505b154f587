/** Plays a scenario on a world: the storm, then the healing, until everything has come to rest. */
import { mayBeDue } from "./beats";
import type { CrashPlan } from "./crash-plan";
import { People } from "./people";
import type { Scenario } from "./scenario";
import { PERSON } from "./seed-rows";
import type { SimulatedProcess } from "./simulated-process";
import type { Fate } from "./turnstile";
import { CALM } from "./upstream/faults";
import type { Server, World } from "./world";

/** A person pressed start (or made a started task): allows one run. */
export interface Press {
  readonly tag: string;
  readonly at: number;
  /** When it had its answer: of a process that stood still, long after. Null when it never had one. */
  answeredAt: number | null;
}

export interface LimitInForce {
  readonly account: string;
  readonly at: number;
  readonly limit: number;
}

export interface History {
  readonly presses: Press[];
  readonly limits: LimitInForce[];
  /** Processes that died; what they were told may have been lost with them. */
  readonly died: Set<string>;
  /** Nothing was left to do before the time for healing was over. */
  quiet: boolean;
}

/** From the end of the storm to rest: time-outs, graces and rechecks have all passed by then. */
const HEAL_SECONDS = 1_500;
const LOOK_SECONDS = 5;
/** Far more than a busy run takes: an engine that goes round in circles will not come to rest. */
const MOST_STATEMENTS = 6_000;

const AT_REST = `SELECT NOT EXISTS (SELECT 1 FROM task WHERE status IN ('PENDING', 'QUEUED', 'RUNNING') AND deleted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM attempt WHERE released_at IS NULL OR next_poll_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM output WHERE state = 'PENDING') AS resting`;

/**
 * What a person does in the end: holds and pauses are lifted. Not those whose row somebody holds who waits for time to go on,
 * because time waits for this: they are seen to at the next look.
 */
const LET_GO = `DELETE FROM workflow_breaker WHERE (kind, workflow_id) IN
    (SELECT kind, workflow_id FROM workflow_breaker WHERE opened_at IS NOT NULL FOR UPDATE SKIP LOCKED);
  UPDATE account SET paused_at = NULL, pause_code = NULL, pause_message = NULL WHERE id IN
    (SELECT id FROM account WHERE paused_at IS NOT NULL FOR NO KEY UPDATE SKIP LOCKED)`;

export class Storm {
  readonly history: History = { presses: [], limits: [], died: new Set(), quiet: false };
  private readonly passed = new Map<CrashPlan, number>();
  private over = false;
  private world: World | null = null;

  constructor(
    private readonly scenario: Scenario,
    private readonly crashed: (kind: string, point: string) => void,
  ) {}

  /** To be asked at each crash point. */
  readonly consider = (process: SimulatedProcess, point: string): Fate => {
    if (this.over) return "pass";
    for (const plan of this.scenario.crashes) {
      if (!point.startsWith(plan.at) || !point.endsWith(plan.side)) continue;
      const passed = (this.passed.get(plan) ?? 0) + 1;
      this.passed.set(plan, passed);
      if (passed === plan.nth) return this.crash(plan, process, point);
    }
    return "pass";
  };

  async play(world: World): Promise<void> {
    this.world = world;
    const { scenario } = this;
    for (const { name, limit } of scenario.accounts)
      this.history.limits.push({ account: name, at: 0, limit });
    const first = world.startProcess();
    for (let more = 1; more < scenario.processes; more += 1) world.startProcess();
    const people = new People(world, this.history);
    people.press(scenario.tasks.flatMap((task) => (task.start ? [task.tag] : [])));
    const { breakerFailures } = scenario;
    void world.act(first, "sets the breaker", ({ queue }) => queue.setSettings(PERSON, { breakerFailures }));
    await world.addTasks(first, scenario.tasks);
    for (const action of scenario.actions) {
      world.after(action.at, () => {
        if (!this.over) people.act(action);
      });
    }
    for (const { at, seconds } of scenario.outages) {
      world.after(at, () => {
        this.crashed("database away", "at a time");
        world.databaseAway(seconds);
      });
    }
    await world.runUntil(() => false, scenario.stormSeconds);
    await this.heal(world);
  }

  private async heal(world: World): Promise<void> {
    this.over = true;
    world.trace("storm", "is over");
    world.turnstile.away = false;
    world.upstream.habits = { ...CALM, runSeconds: [1, 3] };
    for (const { process } of world.servers) process.thaw();
    const [keeper = world.startProcess(), ...others] = this.up(world);
    await world.runUntil(() => false, 10);
    for (const server of others) world.stop(server);
    void world.act(keeper, "resumes the queue", ({ queue }) => queue.resume(PERSON));
    await world.runUntil(() => false, 1);
    const end = world.now() + HEAL_SECONDS * 1000;
    while (!this.history.quiet && world.now() < end && world.turnstile.statements < MOST_STATEMENTS) {
      // Again at each look: runs that the storm doomed may yet fail, and hold their workflow.
      await world.ground.database.client.query(LET_GO);
      mayBeDue(keeper.process);
      await world.runUntil(() => false, LOOK_SECONDS);
      const { rows } = await world.ground.database.client.query<{ resting: boolean }>(AT_REST);
      this.history.quiet = rows[0]?.resting === true;
    }
    await world.end();
  }

  private crash(plan: CrashPlan, process: SimulatedProcess, point: string): Fate {
    const { world } = this;
    const server = world?.servers.find((each) => each.process === process);
    if (!world || !server || process.state !== "up") return "pass";
    this.crashed(plan.kind, point);
    world.trace(process.name, `${plan.kind} at ${point}`);
    if (plan.kind === "kill") {
      this.history.died.add(process.name);
      world.kill(server);
      world.after(plan.seconds, () => {
        if (!this.over && this.up(world).length < this.scenario.processes) world.startProcess();
      });
    }
    if (plan.kind === "freeze") world.freeze(server, plan.seconds);
    return plan.kind;
  }

  private up(world: World): Server[] {
    return world.servers.filter(({ process }) => process.state === "up");
  }
}
