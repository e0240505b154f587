/**
 * Entries that are committed where the feed looks no more. Sequence order is not commit order: the window that is read again
 * catches what comes a little late, but thousands of others may have been committed before a slow transaction is.
 *
 * The invariant: every id behind the window is that of an entry that was told, or lies in a gap kept here, or is nobody's.
 * A gap was taken by transactions under way, or by some that were rolled back, which is common and costs two small questions.
 * When all that may hold one of its ids have ended, it is looked at once more: empty, it stays so for good; else something
 * was missed, and nothing but reading anew helps.
 */
import type { EventReader, Gap } from "../persistence/event-reader";

interface OpenGap extends Gap {
  /** Only older transactions can hold an id in it. */
  readonly heldBefore: bigint;
  readonly leftAtMs: number;
}

/** All of ours have ended by then; others of the same server may go on for hours, and would hold up everything. */
const LONGEST_TRANSACTION_MS = 90_000;
/** A page that begins to follow just now may have been read that long ago. */
const PAGE_MS = 30_000;

export class LateEntries {
  private gaps: OpenGap[] = [];
  /** Where the feed was when it was last found that some had come behind it. */
  private found = { at: -1n, sinceMs: Number.NEGATIVE_INFINITY };

  constructor(private readonly events: Pick<EventReader, "newTransaction" | "oldestTransaction" | "anyIn">) {}

  /** Whether some may still come. */
  get areExpected(): boolean {
    return this.gaps.length > 0;
  }

  /**
   * The window has left the ids after `from` up to and with `to` behind.
   * @param ids all that are known of them, ascending; ids outside are passed over
   */
  async leftBehind(from: bigint, to: bigint, ids: readonly bigint[]): Promise<void> {
    const gaps = gapsBetween(from, to, ids);
    if (gaps.length === 0) return;
    // Asked for now that later ids are known: whoever holds an earlier one is older than this.
    const heldBefore = await this.events.newTransaction();
    const leftAtMs = performance.now();
    this.gaps = [...this.gaps, ...gaps.map((gap) => ({ ...gap, heldBefore, leftAtMs }))];
  }

  /**
   * Looks once more at the gaps that nobody can fill any more, and forgets them.
   * @param last the newest id that was told
   * @returns whether any has been filled
   */
  async haveCome(last: bigint): Promise<boolean> {
    if (this.gaps.length === 0) return false;
    const oldest = await this.events.oldestTransaction();
    const now = performance.now();
    const isOver = ({ heldBefore, leftAtMs }: OpenGap) =>
      heldBefore <= oldest || now - leftAtMs > LONGEST_TRANSACTION_MS;
    const over = this.gaps.filter(isOver);
    const anyHasCome = over.length > 0 && (await this.events.anyIn(over));
    this.gaps = this.gaps.filter((gap) => !isOver(gap));
    if (anyHasCome) this.found = { at: last, sinceMs: now };
    return anyHasCome;
  }

  /**
   * Whether somebody who was told everything up to `from` may have gone before some came behind it.
   * @param isResumed they were here before; who is new has read what they show, or reads it now
   */
  mayBeUnknownTo(from: bigint, isResumed: boolean): boolean {
    const { at, sinceMs } = this.found;
    return from <= at && (isResumed || performance.now() - sinceMs < PAGE_MS);
  }
}

function gapsBetween(from: bigint, to: bigint, ids: readonly bigint[]): Gap[] {
  const gaps: Gap[] = [];
  let after = from;
  for (const id of [...ids.filter((known) => known > from && known <= to), to + 1n]) {
    if (id > after + 1n) gaps.push({ after, before: id });
    after = id;
  }
  return gaps;
}
