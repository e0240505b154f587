/** How much is measured. */

export interface Scale {
  readonly small: { readonly pending: number; readonly finalized: number };
  readonly big: { readonly pending: number; readonly finalized: number };
  /** Rounds alternate between what is compared, so that a change of the machine's speed meets all of it. */
  readonly rounds: number;
  readonly claimsPerRound: number;
  /** Waiting tasks of a held workflow in front of the others. */
  readonly held: number;
  /** Claims since the old snapshot was taken. */
  readonly pinnedAfter: readonly number[];
  readonly events: number;
  readonly takeovers: { readonly graceful: number; readonly kill: number; readonly freeze: number };
  readonly runs: number;
  readonly diskBytes: number;
}

export const FULL: Scale = {
  small: { pending: 1_000, finalized: 100_000 },
  big: { pending: 1_000_000, finalized: 1_000_000 },
  rounds: 5,
  claimsPerRound: 256,
  held: 100_000,
  pinnedAfter: [0, 20_000, 50_000],
  events: 200,
  takeovers: { graceful: 11, kill: 11, freeze: 5 },
  runs: 150,
  diskBytes: 8e9,
};

export const QUICK: Scale = {
  small: { pending: 1_000, finalized: 10_000 },
  big: { pending: 50_000, finalized: 50_000 },
  rounds: 3,
  claimsPerRound: 64,
  held: 10_000,
  pinnedAfter: [0, 2_000],
  events: 40,
  takeovers: { graceful: 3, kill: 3, freeze: 1 },
  runs: 40,
  diskBytes: 1e9,
};
