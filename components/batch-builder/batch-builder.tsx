"use client";

import { useEffect, useState } from "react";
import type { PlaceAccount } from "@/components/accounts/place";
import { useActor } from "@/components/shell/actor-context";
import { Skeleton } from "@/components/ui/skeleton";
import type { TaskView } from "@/lib/task-schemas";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { readSavedSheet, type SavedSheet } from "./saved-sheet";
import { SheetPage } from "./sheet-page";

interface Props {
  readonly workflow: WorkflowDetail;
  /** The earlier task whose values make the first row. */
  readonly copyOf: TaskView | null;
  /** In use now; with more than one, the place can be chosen. */
  readonly accounts: readonly PlaceAccount[];
}

/** A sheet whose rows become tasks. What this browser kept of an earlier visit comes back first. */
export function BatchBuilder(props: Props) {
  const { workflow, copyOf } = props;
  const actor = useActor();
  // A copy has its own version, settings and extras: it starts a sheet of its own, and the workflow's stays as it is.
  const subject =
    copyOf === null ? `${workflow.kind}:${workflow.id || workflow.remoteId}` : `copy:${copyOf.id}`;
  const key = `sheet:${actor.id}:${subject}`;
  const [saved, setSaved] = useState<SavedSheet | null | undefined>(undefined);
  useEffect(() => {
    let isHere = true;
    void readSavedSheet(key).then((found) => isHere && setSaved(found));
    return () => {
      isHere = false;
    };
  }, [key]);
  if (saved === undefined) return <SheetSkeleton />;
  return <SheetPage {...props} storageKey={key} saved={saved} />;
}

export function SheetSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-1 flex-col gap-2">
      <Skeleton className="h-9 w-full max-w-2xl" />
      <Skeleton className="h-9 w-72 max-w-full" />
      <Skeleton className="min-h-56 flex-1" />
      <Skeleton className="h-12" />
    </div>
  );
}
