"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Actor } from "@/lib/actor";

const ActorContext = createContext<Actor | null>(null);

export function ActorProvider({ actor, children }: { actor: Actor; children: ReactNode }) {
  return <ActorContext value={actor}>{children}</ActorContext>;
}

/** Who is signed in. @throws outside ActorProvider (the shell provides it) */
export function useActor(): Actor {
  const actor = useContext(ActorContext);
  if (actor === null) throw new Error("useActor needs ActorProvider");
  return actor;
}

/** May this person change tasks? Only for what is shown: the server decides by itself. */
export function useMayAct(): boolean {
  return useActor().role !== "viewer";
}

/** May this person add, change and remove accounts? Only for what is shown, as above. */
export function useMayManageAccounts(): boolean {
  return useActor().role === "admin";
}
