import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import { applyFormSettings } from "@/lib/workflow-arrange";
import { workflowForm } from "@/lib/workflow-form";
import type { WorkflowDetail, WorkflowView } from "@/lib/workflow-schemas";
import { NO_DEFAULTS, NO_SETTINGS, type WorkflowDefaults } from "@/lib/workflow-settings";
import type { StoredWorkflow, StoredWorkflowContent } from "../persistence/workflow-record";
import type { Places } from "./task-intake-service";

export function viewOf(stored: StoredWorkflow): WorkflowView {
  const { id, remoteId, kind, name, description, localized, source } = stored;
  const { nodeCount, versionId, newerVersionId } = stored;
  return {
    ...{ id, remoteId, kind, name, description, localized, source, nodeCount, versionId, newerVersionId },
    updatedAt: stored.updatedAt.toISOString(),
  };
}

export function detailOf(stored: StoredWorkflowContent, places: Places | null): WorkflowDetail {
  const { fields, outputNodes } = workflowForm(stored.kind, stored.content);
  const settings = stored.formSettings ?? NO_SETTINGS;
  return {
    ...viewOf(stored),
    fields: applyFormSettings(fields, settings),
    ordered: settings.ordered === true,
    defaults: withoutGone(stored.defaults ?? NO_DEFAULTS, places),
    outputNodes,
  };
}

/** A place that is not here any more is no place to begin with. */
export function withoutGone(defaults: WorkflowDefaults, places: Places | null): WorkflowDefaults {
  const { accountId, site } = defaults;
  const sites = new Set(places?.accounts.values());
  return {
    ...defaults,
    accountId: accountId !== null && places?.accounts.has(accountId) ? accountId : null,
    site: site !== null && sites.has(site) ? site : null,
  };
}

export function workflowNotFound(): AppError {
  return new AppError("WORKFLOW_NOT_FOUND", "There is no such workflow in the library");
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
