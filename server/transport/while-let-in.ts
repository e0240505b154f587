import { AppError } from "@/lib/errors";
import type { Services } from "./services";
import type { Context } from "./trpc";

/** Should the word of a change get lost on its way. */
const ASK_AGAIN_MS = 30_000;

/**
 * A stream that goes on only as long as whoever asked for it would be let in: it ends when they are disabled or removed,
 * when their session ends, or their token is revoked.
 * @throws AppError UNAUTHENTICATED then
 */
export async function* whileLetIn<T>(
  { askAgain, services }: Pick<Context, "askAgain"> & { readonly services: Pick<Services, "presence"> },
  signal: AbortSignal | undefined,
  open: (until: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  const shut = new AbortController();
  const look = async () => {
    // A database that is away for a moment puts nobody out.
    const actor = await askAgain?.().catch(() => undefined);
    if (actor === null) shut.abort();
  };
  const stopWatching = services.presence.watch(() => void look());
  // Between the asking and the watching something may have been said.
  void look();
  const timer = setInterval(() => void look(), ASK_AGAIN_MS);
  timer.unref();
  try {
    yield* open(signal ? AbortSignal.any([signal, shut.signal]) : shut.signal);
  } finally {
    clearInterval(timer);
    stopWatching();
  }
  if (shut.signal.aborted) throw new AppError("UNAUTHENTICATED", "You are not signed in any more");
}
