/**
 * The scheduler's metronome in virtual time. node-cron would beat through every idle second; here the simulation beats
 * for each process at the whole seconds at which its agenda says that something may be due.
 */
import cron from "node-cron";
import { Agenda } from "../../persistence/agenda";
import { currentProcess, type SimulatedProcess } from "./simulated-process";

/** At least so often, for duties that are due by the clock alone. */
const IDLE_BEAT_MS = 20_000;

interface Metronome {
  readonly beat: () => Promise<void>;
  lastBeatAt: number;
  /** When something may be due, as the process learnt it last; null = nothing. */
  dueAt: number | null;
}

const metronomes = new WeakMap<SimulatedProcess, Metronome>();
let now: () => number = () => 0;
let captured = false;

/** Takes node-cron's place for whatever is scheduled from now on. Once per Node process; `clock` may be replaced. */
export function captureBeats(clock: () => number): void {
  now = clock;
  if (captured) return;
  captured = true;
  const schedule: typeof cron.schedule = (_expression, onBeat, options) => {
    const process = currentProcess();
    if (process === null || typeof onBeat !== "function")
      throw new Error("only simulated processes schedule");
    let beating = false;
    const beat = async () => {
      if (beating) return;
      beating = true;
      const mayRun = (await options?.runCoordinator?.shouldRun("beat", 1_000)) ?? true;
      if (mayRun) await Reflect.apply(onBeat, undefined, []);
      beating = false;
    };
    metronomes.set(process, { beat, lastBeatAt: now(), dueAt: now() });
    const task: Partial<ReturnType<typeof cron.schedule>> = {
      destroy: async () => {
        metronomes.delete(process);
      },
    };
    return task as ReturnType<typeof cron.schedule>; // the scheduler only ever destroys it
  };
  Object.assign(cron, { schedule });

  const { due } = Agenda.prototype;
  Agenda.prototype.due = async function () {
    const answer = await due.call(this);
    const process = currentProcess();
    const metronome = process ? metronomes.get(process) : undefined;
    const { nextSeconds } = answer;
    if (metronome) metronome.dueAt = nextSeconds === null ? null : now() + nextSeconds * 1000;
    return answer;
  };
}

/** Something was written that the process does not know of: its next beat may find something due. */
export function mayBeDue(process: SimulatedProcess): void {
  const metronome = metronomes.get(process);
  if (metronome) metronome.dueAt = Math.min(metronome.dueAt ?? now(), now());
}

/** When the next beat of the process is of use; null when it has none. */
export function nextBeatAt(process: SimulatedProcess): number | null {
  const metronome = metronomes.get(process);
  if (!metronome) return null;
  const { dueAt, lastBeatAt } = metronome;
  const idle = lastBeatAt + IDLE_BEAT_MS;
  const due = dueAt === null ? idle : Math.ceil(dueAt / 1000) * 1000;
  return Math.max(now(), Math.min(idle, Math.max(due, lastBeatAt + 1000)));
}

export function beat(process: SimulatedProcess): void {
  const metronome = metronomes.get(process);
  if (!metronome) return;
  metronome.lastBeatAt = now();
  metronome.dueAt = null;
  process.deliver(() => process.run(() => void metronome.beat()));
}
