import { generateClient } from "../generate.mjs";
import { buildApp } from "./build.mjs";
import { installDependencies } from "./install.mjs";
import { takeLock } from "./lock.mjs";
import { inRoot } from "./paths.mjs";
import { stopLeftoverTool } from "./tool.mjs";

/**
 * Makes the checkout runnable: packages, database client and (unless left out) the build, each only when out of date.
 * Starts of the same checkout take turns.
 *
 * @param {object} options
 * @param {{step: (title: string, work: (note: (line: string) => void) => Promise<unknown>) => Promise<unknown>}} options.progress
 * @param {boolean} [options.build]
 * @param {AbortSignal} [options.signal]
 * @param {() => Promise<void>} [options.checkConfig] runs as soon as the packages are there; may throw
 */
export async function prepareCheckout({ progress, build = true, signal, checkConfig }) {
  await progress.step("Packages", (note) =>
    inTurn(note, signal, async () => {
      await installDependencies(note, signal);
      await checkConfig?.();
    }),
  );
  await progress.step("Database client", (note) => inTurn(note, signal, () => generateClient(signal)));
  if (!build) return;
  await progress.step("App", (note) =>
    inTurn(note, signal, async () => {
      const built = await buildApp(signal, () =>
        note("building (a minute or two, again only after a change)"),
      );
      if (!built) note("built before, nothing changed");
    }),
  );
}

/** Runs work that changes the checkout while no other start does, after ending what a killed one left running. */
export async function inTurn(note, signal, work) {
  const release = await waitForTurn(note, signal);
  try {
    await stopLeftoverTool();
    return await work();
  } finally {
    release();
  }
}

async function waitForTurn(note, signal) {
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    const lock = await takeLock(inRoot(".data", "prepare.lock"));
    if (lock.holder === null) return lock.release;
    if (!told) note(`waiting for another start that is preparing this checkout (process ${lock.holder.pid})`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
