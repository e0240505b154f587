"use client";

import { createContext, use } from "react";
import type { WorkflowKind } from "@/lib/task-schemas";

/** Which earlier tasks did the same work: those of this workflow. */
export interface SameWork {
  readonly workflowId: string;
  readonly kind: WorkflowKind;
}

const Context = createContext<SameWork | null>(null);

export const SameWorkProvider = Context.Provider;

/** Null where a form stands for no workflow. */
export function useSameWork(): SameWork | null {
  return use(Context);
}
