"use client";

import { createContext, type ReactNode, useContext } from "react";
import { trpc } from "@/components/trpc";
import type { MeView } from "@/lib/people-schemas";
import { isAllowed, type Right } from "@/lib/rights";

const ActorContext = createContext<MeView | null>(null);

/** A role can change while a page is open, and a session end. */
const INTERVAL_MS = 30_000;

/** `actor` is who asked for the page. */
export function ActorProvider({ actor, children }: { actor: MeView; children: ReactNode }) {
  const { data: now } = trpc.me.who.useQuery(undefined, { initialData: actor, refetchInterval: INTERVAL_MS });
  return <ActorContext value={now}>{children}</ActorContext>;
}

/** Who is signed in, with the role they have now. @throws outside ActorProvider (the shell provides it) */
export function useActor(): MeView {
  const actor = useContext(ActorContext);
  if (actor === null) throw new Error("useActor needs ActorProvider");
  return actor;
}

/** Has this person the right? Only for what is shown: the server decides by itself. */
export function useMay(right: Right): boolean {
  return isAllowed(useActor(), right);
}

/** May this person change tasks? As above. */
export function useMayAct(): boolean {
  return useMay("changeTasks");
}

/** May this person add, change and remove accounts? As above. */
export function useMayManageAccounts(): boolean {
  return useMay("manageAccounts");
}
