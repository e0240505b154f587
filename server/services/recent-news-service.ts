/** What happened since a browser asked last: it tells its person, and no message is sent. */
import type { RecentNews } from "@/lib/browser-news";
import type { RecentNewsReader } from "../persistence/recent-news-reader";
import type { Standstill, StandstillReader } from "../persistence/standstill-reader";

interface Ports {
  readonly reader: Pick<RecentNewsReader, "since">;
  readonly standstill: Pick<StandstillReader, "read">;
}

/** Whether the queue moves is looked up for all browsers together: it takes a look at everything that waits. */
const LOOK_EVERY_MS = 20_000;

export class RecentNewsService {
  private looked: { readonly atMs: number; readonly found: Promise<Standstill | null> } | null = null;

  constructor(private readonly ports: Ports) {}

  /** @param after the cursor of the last answer; null: from now on */
  async since(after: string | null): Promise<RecentNews> {
    const [news, found] = await Promise.all([
      this.ports.reader.since(after === null ? null : BigInt(after)),
      this.standstill(),
    ]);
    if (found === null) return { ...news, stuck: null };
    const { since, ...stuck } = found;
    return { ...news, stuck: { key: `stuck ${since}`, ...stuck } };
  }

  private standstill(): Promise<Standstill | null> {
    const nowMs = performance.now();
    if (this.looked !== null && nowMs - this.looked.atMs < LOOK_EVERY_MS) return this.looked.found;
    const found = this.ports.standstill.read();
    this.looked = { atMs: nowMs, found };
    // A look that failed is not the answer for everybody.
    found.catch(() => {
      this.looked = null;
    });
    return found;
  }
}
