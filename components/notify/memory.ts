/** What the tabs of this browser have heard, so that none tells what another has told. */
import { isOld, type NewsMemory, newsMemorySchema } from "@/lib/browser-news";

const KEY = "hubqueue.notify.heard";

export function recall(): NewsMemory | null {
  try {
    return newsMemorySchema.parse(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    return null;
  }
}

export function remember(memory: NewsMemory): void {
  localStorage.setItem(KEY, JSON.stringify(memory));
}

/** Call when a page opens: what happened while none was open is no news to somebody who looks now. */
export function forgetIfOld(): void {
  const memory = recall();
  if (memory !== null && isOld(memory, Date.now())) localStorage.removeItem(KEY);
}
