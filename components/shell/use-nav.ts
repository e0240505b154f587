"use client";

import { useActor } from "@/components/shell/actor-context";
import { NAV } from "@/components/shell/nav";
import { isAllowed } from "@/lib/rights";

/** The pages that are offered to this person. */
export function useNav() {
  const actor = useActor();
  return NAV.filter(({ right }) => right === undefined || isAllowed(actor, right));
}
