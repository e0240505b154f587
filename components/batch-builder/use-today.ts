import { useTimeZone } from "next-intl";

/** Today in the person's zone, as YYYY-MM-DD. */
export function useToday(): () => string {
  const timeZone = useTimeZone();
  // Swedish dates are ISO dates.
  return () => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date());
}
