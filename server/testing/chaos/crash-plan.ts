/** Which process dies, freezes or loses its connection at which crash point. */
import type { Random } from "./random";

export interface CrashPlan {
  readonly kind: "kill" | "freeze" | "refuse" | "deafen";
  /** The beginning of the name of a crash point. */
  readonly at: string;
  readonly side: "before" | "after";
  /** Fires when such a point is passed for this time. */
  readonly nth: number;
  /** How long it stands still, or until another process starts in its place. */
  readonly seconds: number;
}

/** Where it hurts most: around the create call and whatever frees or takes a slot. */
const PLACES = {
  "AttemptRepository.claim": 3,
  "AttemptRepository.markSent": 4,
  create: 5,
  "AttemptRepository.accept": 4,
  "AttemptRepository.doubt": 2,
  "AttemptRepository.undo": 2,
  "AttemptRepository.reject": 1,
  "AttemptRepository.giveUpUnknown": 3,
  accountStatus: 2,
  query: 2,
  cancel: 2,
  "WatchRepository.ended": 4,
  "WatchRepository.running": 2,
  "WatchRepository.releaseFinished": 1,
  "WatchRepository.timeOut": 2,
  "WatchRepository.postpone": 2,
  "WatchRepository.due": 1,
  "OrderRepository.open": 1,
  "AccountRepository.backOff": 1,
  "TaskRepository.start": 1,
  "TaskRepository.stop": 2,
  "TaskRepository.softDelete": 1,
  "WebhookRepository.hint": 1,
  "LeaseRepository.acquire": 2,
  "OutputRepository.stored": 1,
} as const;

/** A holder is deposed after 8 s without renewal; twice the lease and more. */
const FREEZE_SECONDS = [9, 25] as const;

export function drawCrash(
  random: Random,
  kinds: Readonly<Partial<Record<CrashPlan["kind"], number>>>,
): CrashPlan {
  const kind = random.weighted(kinds);
  const at = random.weighted(PLACES);
  // An answer can only be lost after the fact, a connection refused before it.
  const side =
    kind === "refuse" ? "before" : kind === "deafen" ? "after" : random.pick(["before", "after"] as const);
  const seconds = kind === "freeze" ? random.between(...FREEZE_SECONDS) : random.between(0.1, 15);
  return { kind, at, side, nth: random.chance(0.6) ? random.int(1, 3) : random.int(1, 14), seconds };
}
