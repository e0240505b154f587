/** What the main process and its workers tell each other. */
import type { Violation } from "../../server/testing/chaos/judge/evidence";

export interface Work {
  readonly databaseUrl: string;
  /** Every `step`-th seed from `first` on, so many runs in all. */
  readonly first: number;
  readonly step: number;
  readonly runs: number;
  readonly trace: boolean;
  /** Names of broken engines to run in place of the real one; null = the real one. */
  readonly variants: readonly string[] | null;
}

export type News =
  | { readonly kind: "begins"; readonly seed: number }
  | { readonly kind: "ran"; readonly seed: number; readonly tally: Tally }
  | {
      readonly kind: "found";
      readonly seed: number;
      readonly violations: readonly Violation[];
      readonly trace: readonly string[];
    }
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "variant"; readonly result: VariantResult }
  | { readonly kind: "done" };

/** Of one run. */
export interface Tally {
  readonly faults: Readonly<Record<string, number>>;
  readonly crashPoints: readonly string[];
  readonly statements: number;
  readonly virtualSeconds: number;
  readonly creates: number;
}

export interface VariantResult {
  readonly name: string;
  readonly wrong: string;
  /** The seed that shows it; null = not caught. */
  readonly seed: number | null;
  readonly runs: number;
  /** How often something wrong was done; null where a setting or a guard of the database is what is wrong. */
  readonly times: number | null;
  readonly violation: Violation | null;
}
