/** How many requests one who asks is answered. */

/** What somebody let in asks for, what they change, and whoever is not let in. */
export type RequestKind = "read" | "write" | "stranger";

/** 0 = no limit. */
export type RatesPerSecond = Readonly<Record<RequestKind, number>>;

export const NO_RATES: RatesPerSecond = { read: 0, write: 0, stranger: 0 };

/** A rate is counted over so many seconds: as much may come at once. */
export const RATE_WINDOW_SECONDS: Readonly<Record<RequestKind, number>> = {
  read: 5,
  write: 10,
  stranger: 10,
};
