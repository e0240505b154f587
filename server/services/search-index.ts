/** Texts of new tasks are taken into the index of the search, a few at a time and beside everything else. */
import type { TextIndex } from "../persistence/text-index";
import type { InFlight } from "./in-flight";

interface Ports {
  readonly texts: Pick<TextIndex, "takeIn">;
  readonly inFlight: InFlight;
}

/** Some tens of milliseconds of the database's time. */
const AT_ONCE = 200;
/** Then the rest is left to the next run, so that a host which lets a process live for seconds is not outstayed. */
const ROUNDS = 50;

export class SearchIndex {
  private stopping = false;

  constructor(private readonly ports: Ports) {}

  /** Begins unless it is under way. */
  run(): void {
    this.ports.inFlight.begin("search index", async () => {
      for (let round = 0; round < ROUNDS && !this.stopping; round += 1)
        if ((await this.ports.texts.takeIn(AT_ONCE)) < AT_ONCE) return;
    });
  }

  /** What is under way ends with the texts it has in hand. */
  stop(): void {
    this.stopping = true;
  }
}
