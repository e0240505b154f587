import { useEffect, useState } from "react";

/**
 * True in one of this browser's tabs; when that closes, in another one. Browsers have such locks only over HTTPS and on
 * this computer; without them it is true in every tab, and what they remember together keeps the second from telling.
 */
export function useSoleTab(name: string): boolean {
  const [isSole, setSole] = useState(false);
  useEffect(() => {
    if (!("locks" in navigator)) {
      setSole(true);
      return;
    }
    const leaving = new AbortController();
    const left = new Promise<void>((resolve) => leaving.signal.addEventListener("abort", () => resolve()));
    navigator.locks
      .request(name, { signal: leaving.signal }, () => {
        setSole(true);
        return left;
      })
      .catch(() => undefined); // left while it waited
    return () => leaving.abort();
  }, [name]);
  return isSole;
}
