import { storedText } from "./stored-text";

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** An IANA name. */
export const timeZoneSchema = storedText(64).refine(isTimeZone, "must be a time zone, as Asia/Shanghai");
