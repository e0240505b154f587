/**
 * Slows down guessing: so many failures in a minute, then no more tries until it is over, whichever process is asked. They
 * are counted for the network they come from, and for the person. A person's are counted apart for networks where they
 * have signed in lately: so nobody can keep them out by guessing from elsewhere.
 */
import { AppError } from "@/lib/errors";
import { networkOf } from "@/lib/network-address";
import type { PasswordTries } from "../persistence/password-tries";

const MAX_FAILURES = 10;

interface Ports {
  readonly tries: Pick<PasswordTries, "count" | "takeBack" | "forget">;
  /** Addresses that somebody with this email address has signed in from lately. */
  readonly addressesOf: (email: string) => Promise<readonly string[]>;
}

/** Counted as failed before it is made, so that parallel ones cannot slip through; `succeeded` takes it back. */
interface Try {
  succeeded(): Promise<void>;
}

export class PasswordGuard {
  constructor(private readonly ports: Ports) {}

  /** @param address where it comes from, as far as that is known @throws AppError RATE_LIMITED */
  async atSignIn(email: string, address: string | null): Promise<Try> {
    const network = address === null ? null : networkOf(address);
    // First: a network that has failed too often may not go on inventing names.
    if (network !== null) await this.count(`from ${network}`);
    const isKnown = network !== null && (await this.networksOf(email)).includes(network);
    const own = isKnown ? `sign-in of ${email} from ${network}` : `sign-in of ${email}`;
    await this.count(own);
    return {
      succeeded: async () => {
        await this.ports.tries.forget(own);
        if (network !== null) await this.ports.tries.takeBack(`from ${network}`);
      },
    };
  }

  /** At the password of somebody who is signed in. @throws AppError RATE_LIMITED */
  async atOwnPassword(personId: string): Promise<Try> {
    const key = `password of ${personId}`;
    await this.count(key);
    return { succeeded: () => this.ports.tries.forget(key) };
  }

  private async networksOf(email: string): Promise<string[]> {
    return (await this.ports.addressesOf(email)).map(networkOf);
  }

  private async count(key: string): Promise<void> {
    const { count, secondsLeft } = await this.ports.tries.count(key);
    if (count <= MAX_FAILURES) return;
    throw new AppError("RATE_LIMITED", "Too many failed tries; wait a minute and try again", {
      retryAfterSeconds: Math.max(1, Math.ceil(secondsLeft)),
    });
  }
}
