"use client";

import { useLocale } from "next-intl";
import { fieldLabel } from "@/components/new-task/field-label";
import { trpc } from "@/components/trpc";
import { parameterKey } from "@/lib/parameter-difference";

const FRESH_MS = 60_000;

/** How the parameters of a workflow are called: as its form says, else by the name of the field. */
export function useParameterNames(workflowId: string | undefined) {
  const locale = useLocale();
  const { data: library } = trpc.workflows.list.useQuery(undefined, { staleTime: FRESH_MS });
  const known = library?.find(({ remoteId }) => remoteId === workflowId);
  const { data: workflow } = trpc.workflows.get.useQuery(
    { id: known?.id ?? "" },
    { enabled: known !== undefined, staleTime: FRESH_MS },
  );
  const names = new Map(workflow?.fields.map((field) => [parameterKey(field), fieldLabel(field, locale)]));
  return (input: { nodeId: string; fieldName: string }) => names.get(parameterKey(input)) ?? input.fieldName;
}

/** The task a result is of, with everything it was given. */
export function useTaskOfResult(taskId: string) {
  return trpc.tasks.get.useQuery({ id: taskId }, { staleTime: FRESH_MS, enabled: taskId !== "" });
}
