/**
 * Numbered steps a person can follow: a line when one begins, and how long it took when that was worth noticing.
 * @param {number} total
 */
export function createProgress(total) {
  const started = Date.now();
  let number = 0;
  return {
    /**
     * @template T
     * @param {string} title
     * @param {(note: (line: string) => void) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(title, work) {
      const begun = Date.now();
      number += 1;
      console.log(`[${number}/${total}] ${title}`);
      // Silence for minutes looks like a hang.
      const ticker = setInterval(() => note(`still working, ${seconds(begun)} so far`), 20_000);
      try {
        const result = await work(note);
        if (Date.now() - begun > 1500) note(`done in ${seconds(begun)}`);
        return result;
      } finally {
        clearInterval(ticker);
      }
    },
    elapsed: () => seconds(started),
  };
}

/** A line that belongs to the current step. */
export function note(line) {
  console.log(`      ${line}`);
}

function seconds(since) {
  const value = (Date.now() - since) / 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}
