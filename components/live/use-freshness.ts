import { useEffect, useState } from "react";

/** How current the page is. `polling`: the live connection does not come about, so the page asks instead. */
export type Freshness = "live" | "connecting" | "reconnecting" | "polling" | "paused";

export const POLLING_INTERVAL_MS = 5_000;
const PATIENCE_MS = 6_000;
const NEW_ATTEMPT_MS = 15_000;

interface Subscription {
  readonly status: "idle" | "connecting" | "pending" | "error";
  readonly reset: () => void;
}

export function useFreshness({ status, reset }: Subscription, inView: boolean): Freshness {
  const [wasLive, setWasLive] = useState(false);
  const [patient, setPatient] = useState(true);
  const isLive = status === "pending";

  useEffect(() => {
    if (isLive) setWasLive(true);
    if (isLive || !inView) {
      setPatient(true);
      return;
    }
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isLive, inView]);

  // An error is final for tRPC; we go on trying, because servers come back.
  useEffect(() => {
    if (status !== "error" || !inView) return;
    const timer = setTimeout(reset, NEW_ATTEMPT_MS);
    return () => clearTimeout(timer);
  }, [status, reset, inView]);

  if (!inView) return "paused";
  if (isLive) return "live";
  if (!patient || status === "error") return "polling";
  return wasLive ? "reconnecting" : "connecting";
}
