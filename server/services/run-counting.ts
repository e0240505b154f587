/** What ended runs came to is taken into the sums of the dashboard, some runs at a time and beside everything else. */
import type { RunSums } from "../persistence/run-sums";
import type { InFlight } from "./in-flight";

interface Ports {
  readonly sums: Pick<RunSums, "count" | "noteOld">;
  readonly inFlight: InFlight;
}

/** Some tens of milliseconds of the database's time. */
const AT_ONCE = 500;
/** Then the rest is left to the next run, so that a host which lets a process live for seconds is not outstayed. */
const ROUNDS = 100;

export class RunCounting {
  private stopping = false;

  constructor(private readonly ports: Ports) {}

  /** Begins unless it is under way. */
  run(): void {
    this.ports.inFlight.begin("run sums", async () => {
      for (let round = 0; round < ROUNDS && !this.stopping; round += 1) {
        const more = await this.ports.sums.noteOld(AT_ONCE);
        if ((await this.ports.sums.count(AT_ONCE)) < AT_ONCE && !more) return;
      }
    });
  }

  /** What is under way ends with the runs it has in hand. */
  stop(): void {
    this.stopping = true;
  }
}
