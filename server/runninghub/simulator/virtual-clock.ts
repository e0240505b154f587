export interface Clock {
  now(): number;
}

export interface VirtualClock extends Clock {
  advance(ms: number): void;
  offsetMs(): number;
}

/** The injected clock plus an offset that tests in other processes can push forward. */
export function virtualClock(base: Clock, initialOffsetMs = 0): VirtualClock {
  let offset = initialOffsetMs;
  return {
    now: () => base.now() + offset,
    advance: (ms) => {
      offset += ms;
    },
    offsetMs: () => offset,
  };
}
