import { useEffect, useState } from "react";

const LEAVE_DELAY_MS = 15_000;

/** False once the tab has been in the background for a while; true again at once. */
export function useTabInView(): boolean {
  const [inView, setInView] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") setInView(true);
      else timer = setTimeout(() => setInView(false), LEAVE_DELAY_MS);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return inView;
}
