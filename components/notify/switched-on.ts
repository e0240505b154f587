/** Whether this browser tells its person anything: as little code as that takes, since every page has it. */

export const WISHES_KEY = "hubqueue.notify";
/** The browser tells only other tabs of a change. */
const CHANGED = "hubqueue:notify";

/** @returns how to end it */
export function onWishes(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

export function wishesChanged(): void {
  window.dispatchEvent(new Event(CHANGED));
}

export function isSwitchedOn(): boolean {
  try {
    const wishes: { notification?: unknown; sound?: unknown } = JSON.parse(
      localStorage.getItem(WISHES_KEY) ?? "{}",
    );
    return wishes.notification === true || wishes.sound === true;
  } catch {
    return false;
  }
}
