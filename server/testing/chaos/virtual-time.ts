/**
 * Virtual time for JavaScript: timers and clocks stand still until the simulation moves on to the next timer. Real input
 * and output goes on, because setImmediate, nextTick and promises stay real.
 */
import FakeTimers from "@sinonjs/fake-timers";
import { uuidv7 } from "uuidv7";
import { Random } from "./random";
import { currentProcess } from "./simulated-process";

/** Every run begins here: the same times for a seed each time, and later than anything the migrations wrote. */
export const EPOCH_MS = Date.UTC(2040, 0, 1);

const realSetTimeout = globalThis.setTimeout;

/** Waits in real time: for the real database, never for the code under test. */
export function realDelay(ms: number): Promise<void> {
  return new Promise((resolve) => realSetTimeout(resolve, ms));
}

/** Lets everything that waits for no timer and no input run: promises, ticks, and one turn of the event loop. */
export function realTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type Timer = ReturnType<typeof setTimeout>;

export class VirtualTime {
  private readonly clock;
  private readonly cancelled = new WeakSet<object>();
  private readonly realMathRandom = Math.random;
  private readonly realRandomValues = globalThis.crypto.getRandomValues;

  /** Takes over the timers of this Node process until `uninstall`. */
  constructor() {
    this.clock = FakeTimers.install({
      now: EPOCH_MS,
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    });
    this.attributeTimers();
  }

  /** Milliseconds since the run began. */
  now(): number {
    return this.clock.now - EPOCH_MS;
  }

  /** Back to the beginning, without any timer; everything random in the process follows the seed. */
  restart(seed: number): void {
    this.clock.reset();
    // Drawn anew for each moment: a library that draws once more or less, early or late in the real start of a process,
    // changes nothing afterwards.
    let moment = -1;
    let random = new Random(seed);
    const draw = () => {
      if (moment !== this.clock.now) {
        moment = this.clock.now;
        random = new Random(seed ^ Math.round(this.now()));
      }
      return random;
    };
    let refills = 0;
    Math.random = () => draw().next();
    globalThis.crypto.getRandomValues = <T extends NodeJS.TypedArray | null>(array: T): T => {
      refills += 1;
      if (array !== null) {
        const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
        for (let i = 0; i < bytes.length; i += 1) bytes[i] = draw().int(0, 255);
      }
      return array;
    };
    // The maker of ids draws its randomness ahead: what is left of the run before is used up here.
    while (refills === 0) uuidv7();
  }

  /** Calls back after so many virtual milliseconds, whatever becomes of any process. @returns how to call it off. */
  after(ms: number, callback: () => void): () => void {
    const timer = this.clock.setTimeout(callback, Math.max(0, ms));
    return () => this.clock.clearTimeout(timer);
  }

  /** Moves on to the next timer and fires it. @returns false when there is none. */
  next(): boolean {
    if (this.clock.countTimers() === 0) return false;
    this.clock.next();
    return true;
  }

  uninstall(): void {
    Math.random = this.realMathRandom;
    globalThis.crypto.getRandomValues = this.realRandomValues;
    this.clock.uninstall();
  }

  /** A timer fires in the process that set it: later when that is frozen, never when it is dead. */
  private attributeTimers(): void {
    const { setTimeout: timeout, setInterval: interval, clearTimeout: clear } = globalThis;
    const attributed =
      (set: typeof timeout | typeof interval) =>
      (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): Timer => {
        const process = currentProcess();
        if (process === null) return set(callback, ms, ...args);
        let waiting = false;
        const timer: Timer = set(() => {
          // An interval that fell due many times in a frozen process fires once when it thaws, as Node's do.
          if (waiting) return;
          waiting = true;
          process.deliver(() => {
            waiting = false;
            if (!this.cancelled.has(timer)) process.run(() => callback(...args));
          });
        }, ms);
        return timer;
      };
    const cancel = (timer?: Timer | string | number): void => {
      if (typeof timer === "object") this.cancelled.add(timer);
      clear(timer);
    };
    Object.assign(globalThis, {
      setTimeout: attributed(timeout),
      setInterval: attributed(interval),
      clearTimeout: cancel,
      clearInterval: cancel,
    });
  }
}
