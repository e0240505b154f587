import type { FieldPath } from "react-hook-form";
import { errorMessage } from "@/lib/client-error";
import type { TaskFormValues } from "./task-form";

const SETTINGS = ["workflowName", "description", "instanceType", "timeoutMinutes"] as const;

function fieldOf(error: unknown): string | null {
  const named = typeof error === "object" && error !== null && "field" in error ? error.field : null;
  return typeof named === "string" ? named : null;
}

/**
 * Where in the form the server's complaint belongs.
 * @param paths form path of each entry of `nodeInfoList`, as `assembleTask` made it
 */
export function problemPath(
  error: unknown,
  paths: readonly string[],
): { path: FieldPath<TaskFormValues> | null; detail: string } {
  const detail = errorMessage(error);
  const field = fieldOf(error);
  const entry = /^nodeInfoList\.(\d+)/.exec(field ?? "")?.[1];
  const setting =
    field === "accountId" || field === "site" ? "runsOn" : SETTINGS.find((name) => name === field);
  const path = entry === undefined ? setting : paths[Number(entry)];
  // `assembleTask` writes only paths of this form.
  return { path: (path as FieldPath<TaskFormValues> | undefined) ?? null, detail };
}
