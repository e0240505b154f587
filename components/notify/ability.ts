"use client";

import { useSyncExternalStore } from "react";

/**
 * What this browser does with notifications. `insecure`: the page came over plain HTTP, where browsers have none;
 * `missing`: this browser has none for pages at all.
 */
export type Ability = "granted" | "ask" | "blocked" | "insecure" | "missing";

export function abilityOf(): Ability {
  if (!window.isSecureContext) return "insecure";
  if (!("Notification" in window)) return "missing";
  if (Notification.permission === "granted") return "granted";
  return Notification.permission === "denied" ? "blocked" : "ask";
}

const ANSWERED = "hubqueue:permission";

/** Permissions are changed outside of the page, so it looks again when somebody comes back to it. */
function onAbility(listener: () => void): () => void {
  for (const event of ["focus", ANSWERED]) window.addEventListener(event, listener);
  return () => {
    for (const event of ["focus", ANSWERED]) window.removeEventListener(event, listener);
  };
}

/** Null on the server. */
export function useAbility(): Ability | null {
  return useSyncExternalStore(onAbility, abilityOf, () => null);
}

/** Has the browser ask where it must. Call it in the answer to a press. @returns `ask` when nobody answered */
export async function askForPermission(): Promise<Ability> {
  if (abilityOf() === "ask") await Notification.requestPermission();
  window.dispatchEvent(new Event(ANSWERED));
  return abilityOf();
}
