"use client";

import { useCallback, useEffect, useRef } from "react";
import { isUnderWay, useRecentOperations } from "@/components/operations/use-recent-operations";
import { useActor } from "@/components/shell/actor-context";
import type { OperationView } from "@/lib/operation-schemas";
import type { TaskView } from "@/lib/task-schemas";

/** What this tab knows of an operation besides what the server tells. */
export interface Watched {
  /** Of the task, when it is a single one. */
  readonly name?: string | undefined;
  /** The tasks it shows as done already, as they were before. */
  readonly before?: readonly TaskView[];
}

/** Recent operations; calls back once for each of one's own whose end this tab lives to see, also after a reload. */
export function useWatchedOperations(onEnd: (operation: OperationView, watched: Watched) => void) {
  const actor = useActor();
  const operations = useRecentOperations();
  const watched = useRef(new Map<string, Watched>());
  useEffect(() => {
    for (const operation of operations) {
      const known = watched.current.get(operation.id);
      if (isUnderWay(operation)) {
        if (known === undefined && operation.actor === actor.name) watched.current.set(operation.id, {});
      } else if (known !== undefined) {
        watched.current.delete(operation.id);
        onEnd(operation, known);
      }
    }
  }, [operations, actor.name, onEnd]);
  const watch = useCallback((id: string, facts: Watched) => void watched.current.set(id, facts), []);
  const forget = useCallback((id: string) => void watched.current.delete(id), []);
  return { operations, watch, forget };
}
