/** Slows down guessing: so many failures per key in a window, then no more tries until it has passed. */
import { AppError } from "@/lib/errors";

const MAX_FAILURES = 10;
const WINDOW_MS = 60_000;
/** Keys remembered at most; strangers choose the keys. */
const MAX_KEYS = 10_000;

interface Failures {
  count: number;
  readonly until: number;
}

export class PasswordGuard {
  private readonly failures = new Map<string, Failures>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * Counts a try as failed before it is made, so that parallel tries cannot slip through; `succeeded` takes it back.
   * @throws AppError RATE_LIMITED
   */
  attempt(key: string): void {
    const known = this.failures.get(key);
    const current = known && known.until > this.now() ? known : { count: 0, until: this.now() + WINDOW_MS };
    if (current.count >= MAX_FAILURES) {
      throw new AppError(
        "RATE_LIMITED",
        "Too many failed sign-ins for this address; wait a minute and try again",
      );
    }
    current.count += 1;
    this.failures.delete(key);
    this.failures.set(key, current);
    if (this.failures.size > MAX_KEYS) this.forgetOldest();
  }

  succeeded(key: string): void {
    this.failures.delete(key);
  }

  private forgetOldest(): void {
    const [oldest] = this.failures.keys();
    if (oldest !== undefined) this.failures.delete(oldest);
  }
}
