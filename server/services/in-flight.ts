/** Work under way in this process, by key: nothing is begun twice, and a shutdown can wait for it. */
import { outsideRequest } from "../log-context";

export class InFlight {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly onFailure: (key: string, error: unknown) => void,
    private readonly onDone: () => void,
  ) {}

  has(key: string): boolean {
    return this.running.has(key);
  }

  get size(): number {
    return this.running.size;
  }

  /** Begins the work unless the same key is under way. Never throws. */
  begin(key: string, work: () => Promise<void>): void {
    if (this.running.has(key)) return;
    const done = outsideRequest(work)
      .catch((error: unknown) => this.onFailure(key, error))
      .finally(() => {
        this.running.delete(key);
        this.onDone();
      });
    this.running.set(key, done);
  }

  /** Resolves when the work of this key has ended, however; at once when none is under way. */
  async done(key: string): Promise<void> {
    await this.running.get(key);
  }

  /** Resolves when nothing is under way, or after `timeoutMs`. */
  async settle(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([Promise.allSettled([...this.running.values()]), timeout]);
    clearTimeout(timer);
  }
}
