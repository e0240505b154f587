/** A RunningHub that follows a script drawn from the seed, and keeps an honest ledger. */
import type { Random } from "../random";
import type { CallFault, CancelWay, CreateFault, UpstreamHabits } from "./faults";
import { Ledger, type LedgerRun, type RunEnding } from "./ledger";
import * as replies from "./replies";
import { socketAddress } from "./sockets";

interface Time {
  now(): number;
  after(ms: number, callback: () => void): () => void;
}

interface Ports {
  readonly time: Time;
  readonly random: Random;
  readonly trace: (what: string) => void;
  /** Carries a webhook to our side. */
  readonly webhook: (url: string, body: string) => void;
  readonly fault: (kind: string) => void;
}

export interface Arrival {
  readonly path: string;
  readonly account: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly sender: string;
  readonly sentAt: number;
}

/** What the caller gets to see; "silence" until its own time-out. */
export type Reaction =
  | {
      readonly kind: "reply";
      readonly reply: replies.Reply;
      readonly delayMs: number;
      /** Called when a living process has read it. */
      readonly told?: () => void;
    }
  | { readonly kind: "reset" | "refused" | "no host"; readonly delayMs: number }
  | { readonly kind: "silence" };

const silence = { kind: "silence" } as const;

export class Upstream {
  readonly ledger = new Ledger();
  /** Run times in seconds by prompt, where they are given rather than drawn. */
  durationOf: ((tag: string) => number) | null = null;
  /** Whether a look at a run names the address of its live progress. */
  offersSockets = false;
  private serial = 0;
  private readonly endings = new Map<LedgerRun, () => void>();

  constructor(
    private readonly ports: Ports,
    /** May be changed at any time: from then on it behaves so. */
    public habits: UpstreamHabits,
  ) {}

  /** Runs of the account that hold room now. */
  aliveCount(account: string): number {
    return this.ledger.alive(account, this.ports.time.now()).length;
  }

  /** Tells once, when the run is over; never for a run that is unknown or over already. */
  whenEnded(run: LedgerRun | undefined, tell: () => void): void {
    if (run && run.endedAt === null) this.endings.set(run, tell);
  }

  /** A request has arrived (or been lost on the way, where the script says so). */
  react(arrival: Arrival): Reaction {
    const { random } = this.ports;
    const create = arrival.path === "/task/openapi/create" || arrival.path === "/task/openapi/ai-app/run";
    this.ledger.count(create ? "create" : (arrival.path.split("/").at(-1) ?? ""));
    if (create) return this.create(arrival, random.weighted(this.habits.create));
    const fault: CallFault = random.weighted(this.habits.call);
    if (fault !== "none") this.ports.fault(`call: ${fault}`);
    switch (fault) {
      case "502":
        return this.reply(replies.gatewayError());
      case "html":
        return this.reply(replies.htmlInstead());
      case "429":
        return this.reply(replies.refusals.tooMany());
      case "timeout":
        return silence;
      case "reset":
        // The request may have had its effect all the same.
        if (random.chance(0.5)) this.answer(arrival);
        return { kind: "reset", delayMs: 30 };
      case "refused":
        return { kind: "refused", delayMs: 5 };
      case "slow":
        return { ...this.answered(arrival), delayMs: random.between(2_000, 14_000) };
      case "none":
        return this.answered(arrival);
    }
  }

  private create(arrival: Arrival, fault: CreateFault): Reaction {
    const { random, time } = this.ports;
    const tag = tagOf(arrival.body);
    this.ledger.creates.push({ at: time.now(), account: arrival.account, tag });
    const { admission } = this.habits;
    if (admission !== null && this.aliveCount(arrival.account) >= admission) {
      this.ports.trace(`upstream refuses ${tag}: no room`);
      return this.reply(replies.refusals.noRoom());
    }
    if (fault !== "none") this.ports.fault(`create: ${fault}`);
    this.ports.trace(`upstream gets create ${tag} (${fault})`);
    const accept = () => this.accept(arrival, tag);
    const late = () => {
      const [least, most] = this.habits.lateAcceptSeconds;
      time.after(random.between(least, most) * 1000, accept);
    };
    const named = (run: LedgerRun) => replies.created(run.remoteId, random.pick(["RUNNING", "QUEUED"]));
    switch (fault) {
      case "none": {
        const run = accept();
        return { ...this.reply(named(run)), told: () => this.ledger.tellRun(run) };
      }
      case "accepted, answer late": {
        const run = accept();
        const delayMs = random.between(3_000, 70_000);
        return { kind: "reply", reply: named(run), delayMs, told: () => this.ledger.tellRun(run) };
      }
      case "accepted, answer lost":
        accept();
        return silence;
      case "accepted, reset":
        accept();
        return { kind: "reset", delayMs: 100 };
      case "accepted, 502":
        accept();
        return this.reply(replies.gatewayError());
      case "accepted, no id":
        accept();
        return this.reply(replies.createdWithoutId());
      case "late accept, 502":
        late();
        return this.reply(replies.gatewayError());
      case "late accept, answer lost":
        late();
        return silence;
      case "refused connection":
        return { kind: "refused", delayMs: 5 };
      case "no such host":
        return { kind: "no host", delayMs: 5 };
      case "reset before":
        return { kind: "reset", delayMs: 50 };
      case "502 before":
        return this.reply(replies.gatewayError());
      case "lost before":
        return silence;
      case "421":
        return this.reply(replies.refusals.noRoom());
      case "429":
        return this.reply(replies.refusals.tooMany());
      case "1011":
        return this.reply(replies.refusals.busy());
      case "401 once":
        return this.reply(replies.refusals.badKey());
      case "803":
        return this.reply(replies.refusals.badNode());
    }
  }

  private accept(arrival: Arrival, tag: string): LedgerRun {
    const { random, time } = this.ports;
    const now = time.now();
    this.serial += 1;
    const kind = random.weighted(this.habits.ending);
    const endless = random.chance(this.habits.endless);
    const [least, most] = this.habits.runSeconds;
    const runSeconds = this.durationOf?.(tag) ?? random.between(least, most);
    const naturalEndAt = endless ? Number.POSITIVE_INFINITY : now + runSeconds * 1000;
    const run: LedgerRun = {
      remoteId: `19${String(this.serial).padStart(6, "0")}`,
      account: arrival.account,
      tag,
      webhookUrl: typeof arrival.body.webhookUrl === "string" ? arrival.body.webhookUrl : null,
      sentAt: arrival.sentAt,
      acceptedAt: now,
      told: false,
      sender: arrival.sender,
      ending: kind === "flapping" ? "SUCCESS" : kind,
      naturalEndAt,
      reportedFailedUntil: kind === "flapping" ? naturalEndAt + random.between(1_000, 25_000) : 0,
      endedAt: null,
      ended: null,
      cancelAskedAt: null,
    };
    this.ledger.runs.push(run);
    this.ports.trace(`upstream accepts ${tag} as ${run.remoteId}`);
    if (!endless) time.after(naturalEndAt - now, () => this.end(run, run.ending));
    return run;
  }

  private end(run: LedgerRun, ending: RunEnding): void {
    if (run.endedAt !== null) return;
    run.endedAt = this.ports.time.now();
    run.ended = ending;
    this.ports.trace(`upstream ends ${run.tag} ${run.remoteId}: ${ending}`);
    this.endings.get(run)?.();
    if (run.webhookUrl !== null && ending !== "LOST") this.sendWebhooks(run, run.webhookUrl);
  }

  private sendWebhooks(run: LedgerRun, url: string): void {
    const { random, time, webhook } = this.ports;
    const eventData = JSON.stringify({ code: 0, msg: "success", data: [] });
    const body = JSON.stringify({ event: "TASK_END", taskId: run.remoteId, eventData });
    const way = random.weighted(this.habits.webhook);
    if (way !== "on time") this.ports.fault(`webhook: ${way}`);
    const send = (ms: number) => time.after(ms, () => webhook(url, body));
    if (way !== "lost") send(way === "late" ? random.between(5_000, 90_000) : random.between(50, 600));
    if (way === "twice") send(random.between(500, 30_000));
  }

  /** The answer to a call that went well; of a count it is noted when it was read. */
  private answered(arrival: Arrival): Extract<Reaction, { kind: "reply" }> {
    const { counts } = this.ledger;
    const before = counts.length;
    const reply = this.reply(this.answer(arrival));
    const asked = counts[before];
    if (asked === undefined) return reply;
    return { ...reply, told: () => this.ledger.tell(asked, this.ports.time.now()) };
  }

  private answer({ path, body, account }: Arrival): replies.Reply {
    const run = this.ledger.find(String(body.taskId ?? ""));
    switch (path) {
      case "/openapi/v2/query":
        return this.query(run);
      case "/task/openapi/outputs":
        return run && run.endedAt === null
          ? replies.v1Running(this.offersSockets ? socketAddress(run.remoteId) : null)
          : replies.v1NotFound();
      case "/task/openapi/cancel":
        return run ? this.cancel(run, this.ports.random.weighted(this.habits.cancel)) : replies.v1NotFound();
      case "/uc/openapi/accountStatus": {
        const now = this.ports.time.now();
        const alive = this.ledger.alive(account, now);
        this.ledger.counts.push({
          account,
          at: now,
          toldAt: null,
          alive: alive.map((each) => each.remoteId),
        });
        return replies.accountStatus(alive.length);
      }
      case "/openapi/v2/queue/status":
        return replies.queueStatus(this.aliveCount(account), this.habits.admission ?? 100);
      default:
        return { status: 404, text: "" };
    }
  }

  private query(run: LedgerRun | undefined): replies.Reply {
    const now = this.ports.time.now();
    if (!run || now - run.acceptedAt < this.habits.unknownAtFirstSeconds * 1000) return replies.notFound();
    switch (run.ended) {
      case null:
        return replies.running(run.remoteId);
      case "LOST":
        return replies.notFound();
      case "FAILED":
        return replies.failed(run.remoteId);
      case "CANCELLED":
        return this.ports.random.pick([replies.cancelled, replies.emptyStatus, replies.notFound])(
          run.remoteId,
        );
      case "SUCCESS":
        return now < run.reportedFailedUntil ? replies.failed(run.remoteId) : replies.succeeded(run);
    }
  }

  private cancel(run: LedgerRun, way: CancelWay): replies.Reply {
    const { random, time } = this.ports;
    run.cancelAskedAt ??= time.now();
    if (run.endedAt !== null) return replies.v1NotFound();
    if (way !== "ends") this.ports.fault(`cancel: ${way}`);
    this.ports.trace(`upstream gets cancel ${run.tag} ${run.remoteId} (${way})`);
    if (way === "refused") return replies.cancelRefused();
    if (way === "ends") time.after(random.between(200, 3_000), () => this.end(run, "CANCELLED"));
    if (way === "success wins") time.after(random.between(200, 4_000), () => this.end(run, "SUCCESS"));
    return replies.cancelTaken();
  }

  private reply(reply: replies.Reply): Extract<Reaction, { kind: "reply" }> {
    return { kind: "reply", reply, delayMs: this.ports.random.between(20, 300) };
  }
}

function tagOf(body: Readonly<Record<string, unknown>>): string {
  const list: unknown = body.nodeInfoList;
  const first: unknown = Array.isArray(list) ? list[0] : null;
  return first !== null && typeof first === "object" && "fieldValue" in first
    ? String(first.fieldValue)
    : "?";
}
