import { createHash, randomBytes } from "node:crypto";

const EPOCH = Date.UTC(2010, 10, 4);

/** Makes 19-digit snowflakes that increase in time, also within one millisecond and over a restart. */
export function snowflakes(now: () => number, last = 0n): () => string {
  let previous = last;
  return () => {
    const candidate = BigInt(Math.max(0, Math.floor(now()) - EPOCH)) << 22n;
    // A test clock may start at 0: the offset keeps 19 digits without touching the order.
    const floor = 1_000_000_000_000_000_000n;
    const shaped = candidate < floor ? candidate + floor : candidate;
    previous = shaped > previous ? shaped : previous + 1n;
    return previous.toString();
  };
}

export const newClientId = (): string => randomBytes(16).toString("hex");

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");

/** A number in [0, 1) that only depends on the text. */
export const fractionOf = (text: string): number =>
  parseInt(sha256Hex(text).slice(0, 12), 16) / 0x1000000000000;
