/** A world in virtual time: a task about to start, one fault to come, and a second task in line behind it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { createTaskSchema } from "@/lib/task-schemas";
import type { Container } from "../../container";
import type { Ground } from "../chaos/ground";
import { PERSON } from "../chaos/seed-rows";
import { CALM, type UpstreamHabits } from "../chaos/upstream/faults";
import { EPOCH_MS } from "../chaos/virtual-time";
import { type Server, World } from "../chaos/world";
import { Director } from "./director";
import { keepUpload } from "./kept-upload";
import { type Observed, Observer } from "./observer";
import type { Outcome } from "./row";

export interface StageOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly habits?: Partial<UpstreamHabits>;
  /** The task is given a file. */
  readonly withFile?: boolean;
  /** Nothing waits behind it: a fault after its run would meet the next one's submit. */
  readonly alone?: boolean;
  /** A second server waits to take over. */
  readonly standby?: boolean;
}

const RUN_SECONDS = 30;
const GRACE_SECONDS = 20;
/** Every wait of the product is over by then. */
const LIMIT_SECONDS = 900;
/** What a fault leads to is seen by then. */
const SEEN_SECONDS = 180;

export class Stage {
  readonly observer: Observer;

  /** Both tasks are in line, and the line is paused. */
  static async set(ground: Ground, options: StageOptions): Promise<Stage> {
    const director = new Director();
    const dataDir = await mkdtemp(path.join(tmpdir(), "hubqueue-faults-"));
    const world = await World.create(ground, {
      seed: 1,
      habits: { ...CALM, runSeconds: [RUN_SECONDS, RUN_SECONDS], ...options.habits },
      settings: {
        DATA_DIR: dataDir,
        SUBMIT_UNKNOWN_GRACE_SECONDS: String(GRACE_SECONDS),
        ...options.settings,
      },
      consider: director.consider,
    });
    director.attach(world);
    const stage = new Stage(world, director, dataDir);
    world.startProcess();
    await stage.reaches("a leader", () => stage.server.container.scheduler.isLeader());
    if (options.standby) world.startProcess();
    await stage.act("pauses the line", ({ queue }) => queue.pause(PERSON));
    const uploadId = options.withFile ? await keepUpload(dataDir, ground.prisma) : null;
    await stage.add("T1", uploadId);
    if (!options.alone) await stage.add("T2", null);
    return stage;
  }

  private readonly taskIds = new Map<string, string>();

  private constructor(
    readonly world: World,
    readonly director: Director,
    private readonly dataDir: string,
  ) {
    this.observer = new Observer(world.ground.prisma);
  }

  /** One that is up. */
  get server(): Server {
    const server = this.world.servers.find(({ process }) => process.state === "up");
    if (!server) throw new Error("no server is up");
    return server;
  }

  get taskId(): string {
    return this.taskIds.get("T1") ?? "";
  }

  /** The line is let go; returns at once, because the fault may kill whoever was asked. */
  begin(): void {
    void this.world.act(this.server, "lets the line go on", ({ queue }) => queue.resume(PERSON));
  }

  /** Has a server do something, and moves time on until it has. */
  async act<T>(what: string, call: (container: Container) => Promise<T>): Promise<T> {
    const done: { value: T }[] = [];
    void this.world.act(this.server, what, async (container) => {
      done.push({ value: await call(container) });
    });
    await this.reaches(what, () => done.length > 0);
    const [first] = done;
    if (!first) throw new Error(`${what}: no answer`);
    return first.value;
  }

  /** Moves time on until the condition holds. @throws Error when it does not within so many virtual seconds */
  async reaches(
    what: string,
    condition: () => boolean | Promise<boolean>,
    { stepSeconds = 1, limitSeconds = SEEN_SECONDS } = {},
  ): Promise<void> {
    const end = this.world.now() + limitSeconds * 1000;
    await this.world.settle();
    while (!(await condition())) {
      if (this.world.now() >= end) throw new Error(`waited in vain for ${what}`);
      await this.world.runUntil(() => false, stepSeconds);
    }
  }

  /** Moves time on until it stands so with the task; else fails with how it stands instead. */
  async comesTo(wanted: Outcome): Promise<void> {
    let seen: Observed | null = null;
    const same = async () => {
      seen = await this.outcome();
      return isDeepStrictEqual(seen, wanted);
    };
    await this.reaches("the state", same).catch(() => expect(seen).toEqual(wanted));
  }

  /** Lets several calls meet the fault, and the run come to its own end where it has one. */
  async lasts(): Promise<void> {
    await this.world.runUntil(() => false, RUN_SECONDS + 15);
  }

  /** Nothing is left to do. */
  rests(): Promise<void> {
    return this.reaches("rest", () => this.observer.atRest(), {
      stepSeconds: 5,
      limitSeconds: LIMIT_SECONDS,
    });
  }

  /** How long after SENT was written the create call of the task's run left, in milliseconds; null without a run. */
  async sendDelay(): Promise<number | null> {
    const run = this.world.upstream.ledger.runs.find(({ tag }) => tag === "T1");
    const { attempts } = await this.observer.detail(this.taskId);
    const writtenAt = Date.parse(attempts.at(-1)?.sentAt ?? "");
    return run ? EPOCH_MS + run.sentAt - writtenAt : null;
  }

  outcome(tag = "T1"): Promise<Observed> {
    return this.observer.outcome(this.taskIds.get(tag) ?? "");
  }

  async strike(): Promise<void> {
    await this.world.end();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** The tag goes as the prompt, so that the ledger tells tasks apart. */
  private async add(tag: string, uploadId: string | null): Promise<void> {
    const prompt = { nodeId: "2", fieldName: "text", fieldValue: tag };
    const file = uploadId === null ? [] : [{ nodeId: "3", fieldName: "image", uploadId }];
    const task = { workflowId: "1", nodeInfoList: [prompt, ...file], start: true };
    const { id } = await this.act(`creates ${tag}`, ({ taskIntake }) =>
      taskIntake.create(PERSON, createTaskSchema.parse(task)),
    );
    this.taskIds.set(tag, id);
  }
}
