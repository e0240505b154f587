/** Makes one fault happen at one place of a world in virtual time, and counts how often it did. */
import type { SimulatedProcess } from "../chaos/simulated-process";
import type { Fate } from "../chaos/turnstile";
import * as replies from "../chaos/upstream/replies";
import type { Arrival, Reaction } from "../chaos/upstream/upstream";
import type { World } from "../chaos/world";
import type { Fault } from "./row";

/** At the next crash point of this name (see server/testing/chaos/crash-points), once. */
interface PointOrder {
  readonly at: string;
  readonly does: "kill" | "freeze" | "lose the connection" | "lose the answer" | "lose the database";
}

/** To each of these calls, by the last part of their address, until it is called off. */
interface WireOrder {
  readonly calls: readonly string[];
  readonly fault: WireFault;
  /** Only so often. */
  readonly times?: number;
}

export const WIRE_FAULTS = [
  "reply lost",
  "reply late",
  "5xx after accept",
  "HTML",
  "connection refused",
  "reset",
] as const satisfies readonly Fault[];
export type WireFault = (typeof WIRE_FAULTS)[number] | "slow";

export function isWireFault(fault: Fault): fault is (typeof WIRE_FAULTS)[number] {
  return (WIRE_FAULTS as readonly Fault[]).includes(fault); // widened so that any fault may be looked up
}

const LEASE_SECONDS = 8;
/** Until somebody has started the server again. */
const RESTART_SECONDS = 5;
const DATABASE_AWAY_SECONDS = 45;
/** Beyond the time limit of every call. */
const LATE_MS = 150_000;
/** Just within the minute that a create call is waited for. */
const SLOW_MS = 45_000;

const KINDS = {
  kill: "kill",
  freeze: "freeze",
  "lose the connection": "refuse",
  "lose the database": "refuse",
  "lose the answer": "deafen",
} as const satisfies Record<PointOrder["does"], Fate>;

export class Director {
  /** How often the fault has happened. */
  hits = 0;
  private point: PointOrder | null = null;
  private wire: WireOrder | null = null;
  private world: World | null = null;

  /** For `WorldOptions.consider`. */
  readonly consider = (process: SimulatedProcess, point: string): Fate => {
    const { point: order, world } = this;
    const server = world?.servers.find((each) => each.process === process);
    if (order === null || !world || !server || process.state !== "up" || point !== order.at) return "pass";
    this.point = null;
    this.hits += 1;
    if (order.does === "kill") {
      world.kill(server);
      world.after(RESTART_SECONDS, () => world.startProcess());
    }
    if (order.does === "freeze") world.freeze(server, 2 * LEASE_SECONDS);
    if (order.does === "lose the database") world.databaseAway(DATABASE_AWAY_SECONDS);
    return KINDS[order.does];
  };

  attach(world: World): void {
    this.world = world;
    const { upstream } = world;
    const react = upstream.react.bind(upstream);
    upstream.react = (arrival) => this.react(arrival, react);
  }

  atPoint(at: string, does: PointOrder["does"]): void {
    this.point = { at, does };
  }

  onWire(order: WireOrder): void {
    this.wire = order;
  }

  get isOnWire(): boolean {
    return this.wire !== null;
  }

  heal(): void {
    this.wire = null;
  }

  private react(arrival: Arrival, real: (arrival: Arrival) => Reaction): Reaction {
    const { wire } = this;
    const call = arrival.path.split("/").at(-1) ?? "";
    if (!wire?.calls.includes(call)) return uploaded(call) ?? real(arrival);
    this.hits += 1;
    if (this.hits === wire.times) this.wire = null;
    if (wire.fault === "connection refused") return { kind: "refused", delayMs: 5 };
    const reaction = uploaded(call) ?? real(arrival);
    return withFault(reaction, wire.fault);
  }
}

/** The call has had its effect; this is what becomes of the answer. */
function withFault(reaction: Reaction, fault: Exclude<WireFault, "connection refused">): Reaction {
  switch (fault) {
    case "reply lost":
      return { kind: "silence" };
    case "reply late":
      return reaction.kind === "reply" ? { ...reaction, delayMs: LATE_MS } : reaction;
    case "slow":
      return reaction.kind === "reply" ? { ...reaction, delayMs: SLOW_MS } : reaction;
    case "5xx after accept":
      return { kind: "reply", reply: replies.gatewayError(), delayMs: 100 };
    case "HTML":
      return { kind: "reply", reply: replies.htmlInstead(), delayMs: 100 };
    case "reset":
      return { kind: "reset", delayMs: 100 };
  }
}

/** RunningHub's answer to an upload, which the scripted one has no store for. */
function uploaded(call: string): Reaction | null {
  if (call !== "binary") return null;
  const text = JSON.stringify({ code: 0, msg: "success", data: { fileName: "openapi/kept.png" } });
  return { kind: "reply", reply: { status: 200, text }, delayMs: 100 };
}
