// The terminal and npm both pass on one Ctrl-C; only a later signal means impatience.
const SAME_KEY_MS = 500;

/**
 * Ends what was started, newest first, exactly once, whatever the reason.
 * A second signal cuts the waiting short, but still stops everything.
 * @param {{interruptedCode?: number}} [options] exit code after a signal
 */
export function createLifecycle({ interruptedCode = 0 } = {}) {
  const started = [];
  const aborter = new AbortController();
  let hurry;
  const hurried = new Promise((resolve) => (hurry = resolve));
  let ending;

  /** @param {number} code exit code of the process */
  async function end(code) {
    ending ??= (async () => {
      aborter.abort(new Error("stopped before it was ready"));
      for (const { name, stop, essential } of started.reverse()) {
        try {
          const stopped = stop();
          await (essential ? stopped : Promise.race([stopped, hurried]));
        } catch (error) {
          console.error(`${name} did not stop cleanly: ${error.message}`);
        }
      }
      process.exit(code);
    })();
    await ending;
  }

  let firstSignalAt = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (firstSignalAt === 0) {
        firstSignalAt = Date.now();
        console.log("\nStopping …");
        void end(interruptedCode);
      } else if (Date.now() - firstSignalAt > SAME_KEY_MS) {
        hurry();
      }
    });
  }

  return {
    /** Ends tools that are still preparing the start. */
    signal: aborter.signal,
    isEnding: () => ending !== undefined,
    end,
    /**
     * @param {string} name
     * @param {() => Promise<void>} stop
     * @param {{essential?: boolean}} [options] essential: waited for even in a hurry
     */
    onEnd: (name, stop, { essential = false } = {}) => started.push({ name, stop, essential }),
  };
}
