/** How people arrange a library entry: its name, its form, what a new task of it begins with, and all of it as a file. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { formSettingsProblem, type SettingProblem } from "@/lib/workflow-field-setting";
import { writeWorkflowFile } from "@/lib/workflow-file";
import { workflowForm } from "@/lib/workflow-form";
import type { WorkflowArrangement, WorkflowView } from "@/lib/workflow-schemas";
import { type FormSettings, NO_DEFAULTS, NO_SETTINGS, type WorkflowDefaults } from "@/lib/workflow-settings";
import type { StoredWorkflowContent } from "../persistence/workflow-record";
import type { WorkflowRepository } from "../persistence/workflow-repository";
import { authorize } from "./rights";
import type { Places } from "./task-intake-service";
import { viewOf, workflowNotFound } from "./workflow-view";

interface Ports {
  readonly workflows: Pick<WorkflowRepository, "find" | "rename" | "setForm" | "setDefaults">;
  /** Null when no account is set up. */
  readonly places: () => Promise<Places | null>;
}

export class WorkflowArrangementService {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError WORKFLOW_NOT_FOUND */
  async get(id: string): Promise<WorkflowArrangement> {
    const stored = await this.find(id);
    return {
      generated: workflowForm(stored.kind, stored.content).fields,
      form: stored.formSettings ?? NO_SETTINGS,
      defaults: stored.defaults ?? NO_DEFAULTS,
    };
  }

  /** @throws AppError WORKFLOW_NOT_FOUND, FORBIDDEN; INVALID_INPUT when another pasted graph has the name */
  async rename(
    actor: Actor,
    input: { id: string; name: string; description: string | null },
  ): Promise<WorkflowView> {
    authorize(actor, "changeWorkflows");
    await this.find(input.id);
    const renamed = await this.ports.workflows.rename(input.id, input.name, input.description || null);
    if (renamed === "taken")
      throw new AppError(
        "INVALID_INPUT",
        "Another pasted graph that runs on the same RunningHub workflow has this name: choose another name",
        { field: "name" },
      );
    return viewOf(await this.find(input.id));
  }

  /** @throws AppError WORKFLOW_NOT_FOUND, FORBIDDEN; INVALID_INPUT naming the field that cannot be set so */
  async setForm(actor: Actor, id: string, form: FormSettings): Promise<WorkflowArrangement> {
    authorize(actor, "changeWorkflows");
    const { kind, content } = await this.find(id);
    const found = formSettingsProblem(workflowForm(kind, content).fields, form);
    if (found !== null)
      throw new AppError(
        "INVALID_INPUT",
        `“${found.field.labelEn ?? found.field.label}”: ${wordsFor(found.problem)}`,
        {
          field: `form.fields.${found.index}`,
        },
      );
    await this.ports.workflows.setForm(id, form);
    return this.get(id);
  }

  /** @throws AppError WORKFLOW_NOT_FOUND, FORBIDDEN, ACCOUNT_NOT_FOUND; INVALID_INPUT for an account and a site at once */
  async setDefaults(actor: Actor, id: string, defaults: WorkflowDefaults): Promise<WorkflowArrangement> {
    authorize(actor, "changeWorkflows");
    const before = (await this.find(id)).defaults ?? NO_DEFAULTS;
    const { accountId, site } = defaults;
    if (accountId !== null && site !== null)
      throw new AppError("INVALID_INPUT", "Choose an account or a site, not both", {
        field: "defaults.site",
      });
    const places = await this.ports.places();
    // What is gone may stay as it is: it may come back, and must not stand in the way of other changes.
    const isKnown = accountId === null || accountId === before.accountId || places?.accounts.has(accountId);
    if (!isKnown)
      throw new AppError("ACCOUNT_NOT_FOUND", "There is no such account, or it is not in use now");
    await this.ports.workflows.setDefaults(id, defaults);
    return this.get(id);
  }

  /** @returns the text of the file. @throws AppError WORKFLOW_NOT_FOUND */
  async export(id: string): Promise<string> {
    const { kind, remoteId, name, description, localized, source, content, formSettings, defaults } =
      await this.find(id);
    return writeWorkflowFile({
      ...{ name, description, localized, kind, remoteId, source, content },
      form: formSettings ?? NO_SETTINGS,
      defaults: defaults ?? NO_DEFAULTS,
    });
  }

  private async find(id: string): Promise<StoredWorkflowContent> {
    const stored = await this.ports.workflows.find(id);
    if (stored === null) throw workflowNotFound();
    return stored;
  }
}

function wordsFor({ code, value, min, max }: SettingProblem): string {
  const range = [min === undefined ? "" : `from ${min}`, max === undefined ? "" : `to ${max}`]
    .join(" ")
    .trim();
  const words: Record<SettingProblem["code"], string> = {
    range: "limits are for numbers",
    minAboveMax: `the minimum ${min} is above the maximum ${max}`,
    notNumber: `${value || "an empty text"} is not a number`,
    notWhole: `${value} is not a whole number`,
    notSwitch: "a switch is on or off: true or false",
    notText: `${value} must be text`,
    notChoice: `${value} is not one of its choices`,
    outOfRange: `${value} is outside its range (${range})`,
    ownOutOfRange: `the workflow's own value ${value} is outside the range (${range}): set a default inside it`,
    presets: "this kind of field takes no values to pick from",
  };
  return words[code];
}
