"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { AUDIT_AREAS, type AuditFilter } from "@/lib/audit-schemas";
import { isDay } from "@/lib/list-address";

const PARSERS = {
  person: parseAsString.withDefault(""),
  area: parseAsStringLiteral(AUDIT_AREAS),
  from: parseAsString,
  to: parseAsString,
};

/** What the log shows, as its address says. Days are the browser's. */
export function useAuditAddress() {
  const [address, narrow] = useQueryStates(PARSERS, { history: "replace" });
  const { person, area, from, to } = address;
  const filter = useMemo(() => filterOf({ person, area, from, to }), [person, area, from, to]);
  return { address, narrow, filter };
}

interface Address {
  readonly person: string;
  readonly area: AuditFilter["action"] | null;
  readonly from: string | null;
  readonly to: string | null;
}

function filterOf({ person, area, from, to }: Address): AuditFilter {
  return {
    ...(person.trim() !== "" && { person: person.trim().slice(0, 200) }),
    ...(area && { action: area }),
    ...(from !== null && isDay(from) && { from: momentOf(from, 0) }),
    ...(to !== null && isDay(to) && { to: momentOf(to, 1) }),
  };
}

/** When a day begins here, or one so many days later. */
function momentOf(day: string, daysLater: number): string {
  const moment = new Date(`${day}T00:00`);
  moment.setDate(moment.getDate() + daysLater);
  return moment.toISOString();
}
