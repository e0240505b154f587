/**
 * A read that many ask for at once: one runs, and those who ask meanwhile share the one after it.
 *
 * Each answer comes from a read that began after it was asked for, so whoever has changed something sees it.
 */
export function joinedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;

  const begin = (): Promise<T> => {
    const mine = read();
    const over = () => {
      if (running === mine) running = null;
    };
    running = mine;
    mine.then(over, over);
    return mine;
  };
  const beginNext = () => {
    next = null;
    return begin();
  };

  return () => {
    if (running === null) return begin();
    next ??= running.then(beginNext, beginNext);
    return next;
  };
}
