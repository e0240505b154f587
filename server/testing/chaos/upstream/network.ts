/** The way from a simulated process to the scripted RunningHub: the `Transport` that the real client is given. */
import { type HttpCall, type HttpReply, type Transport, TransportError } from "../../../runninghub/transport";
import type { Random } from "../random";
import type { SimulatedProcess } from "../simulated-process";
import type { Fate } from "../turnstile";
import type { Arrival, Reaction, Upstream } from "./upstream";

interface Ports {
  readonly time: { now(): number; after(ms: number, callback: () => void): () => void };
  readonly random: Random;
  readonly upstream: Upstream;
  /** Crash points of calls: `create:before`, `query:after`. */
  readonly consider: (process: SimulatedProcess, name: string, side: "before" | "after") => Fate;
}

export function transportOf(process: SimulatedProcess, ports: Ports): Transport {
  const send = (call: HttpCall) =>
    new Promise<HttpReply>((resolve, reject) => {
      exchange(process, ports, call, { resolve, reject });
    });
  return { send, sendOnce: send, close: async () => undefined };
}

interface Outcome {
  readonly resolve: (reply: HttpReply) => void;
  readonly reject: (error: TransportError) => void;
}

function exchange(process: SimulatedProcess, ports: Ports, call: HttpCall, outcome: Outcome): void {
  const { time, random } = ports;
  const name = call.url.pathname.split("/").at(-1) ?? "call";
  let settled = false;
  const settle = (how: () => void) => {
    if (settled) return;
    settled = true;
    giveUp();
    // What arrives at a process that is killed here was never read; a frozen one reads it when it thaws.
    ports.consider(process, name, "after");
    process.deliver(how);
  };
  const fail = (code: string, connected: boolean) =>
    settle(() => outcome.reject(new TransportError(`${code} (simulated)`, code, connected)));
  const giveUp = time.after(call.timeoutMs, () => fail("TIMEOUT", true));
  const arrival = read(process, call, time.now());
  const leave = () => {
    time.after(random.between(10, 120), () => {
      const reaction = ports.upstream.react(arrival);
      if (reaction.kind !== "silence") time.after(reaction.delayMs, () => arrive(reaction));
    });
  };
  const arrive = (reaction: Exclude<Reaction, { kind: "silence" }>) => {
    if (reaction.kind === "refused") fail("ECONNREFUSED", false);
    else if (reaction.kind === "no host") fail("ENOTFOUND", false);
    else if (reaction.kind === "reset") fail("ECONNRESET", true);
    else if (reaction.kind === "reply") {
      const { told, reply } = reaction;
      settle(() => {
        told?.();
        outcome.resolve(reply);
      });
    }
  };
  // A process that is frozen before its call sends it when it thaws; a dead one never.
  ports.consider(process, name, "before");
  process.deliver(leave);
}

function read(process: SimulatedProcess, call: HttpCall, sentAt: number): Arrival {
  const body: unknown = typeof call.body === "string" ? JSON.parse(call.body) : {};
  return {
    path: call.url.pathname,
    account: (call.headers.authorization ?? "").replace("Bearer ", ""),
    body: typeof body === "object" && body !== null ? { ...body } : {},
    sender: process.name,
    sentAt,
  };
}
