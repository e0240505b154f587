/**
 * The spans of time a search goes through, in the order of the list: long ones while little is found, shorter ones where
 * a span has too much. Each is one that the index knows (`search_pieces`).
 */

const DAY_MS = 86_400_000;
/** Days; every span is made of whole ones of the next. */
const SIZES = [512, 64, 8, 1] as const;

export interface Span {
  /** As the index names it. */
  readonly piece: string;
  /** Milliseconds since 1970; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
}

/** What is known of how many tasks a search will meet from where it begins. */
export type Density = "few" | "many";
/** Places in SIZES: where to begin, and the longest span that is worth asking for. */
const LEVELS: Readonly<Record<Density, { readonly first: number; readonly longest: number }>> = {
  few: { first: 1, longest: 0 },
  many: { first: 3, longest: 1 },
};

export class Spans {
  private level: number;
  private readonly longest: number;
  private edge: number;
  /** Pieces of spans that held too much: their parts are taken one by one, however little the first ones hold. */
  private readonly tooFull = new Set<string>();

  /**
   * @param edge the moment to begin at; what lies before it in the order of the list has been searched
   * @param end the last moment that can hold anything
   */
  constructor(
    edge: number,
    private readonly end: number,
    private readonly backwards: boolean,
    density: Density,
  ) {
    this.edge = edge;
    this.level = LEVELS[density].first;
    this.longest = LEVELS[density].longest;
  }

  /** The next span, or null at the end. The same one until it is `done` or made `narrow`. */
  current(): Span | null {
    if (this.backwards ? this.edge < this.end : this.edge > this.end) return null;
    return this.spanAt(this.level);
  }

  /** Those of one length from here to the end, `most` of them. */
  ahead(days: (typeof SIZES)[number], most: number): Span[] {
    const spans: Span[] = [];
    let span = spanAround(days, this.edge);
    while (spans.length < most && (this.backwards ? span.to > this.end : span.from <= this.end)) {
      spans.push(span);
      span = spanAround(days, this.after(span));
    }
    return spans;
  }

  /** Nothing lies between here and this span: it is entered now. */
  skipTo({ from, to }: Span): void {
    this.edge = this.backwards ? Math.min(this.edge, to - 1) : Math.max(this.edge, from);
  }

  /** Everything in it has been taken; the next may be longer when this one held few. */
  done(span: Span, few: boolean): void {
    this.edge = this.after(span);
    if (few && this.level > this.longest && !this.tooFull.has(this.spanAt(this.level - 1).piece))
      this.level -= 1;
  }

  /** It holds too much: a part of it comes next. @returns false when it is the shortest */
  narrow(): boolean {
    if (this.level === SIZES.length - 1) return false;
    this.tooFull.add(this.spanAt(this.level).piece);
    this.level += 1;
    return true;
  }

  private after(span: Span): number {
    return this.backwards ? span.from - 1 : span.to;
  }

  private spanAt(level: number): Span {
    return spanAround(SIZES[level] ?? 1, this.edge);
  }
}

function spanAround(days: number, at: number): Span {
  const ms = days * DAY_MS;
  const number = Math.floor(at / ms);
  return { piece: `span ${days} ${number}`, from: number * ms, to: (number + 1) * ms };
}
