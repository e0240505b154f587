/** The workflow library: what tasks can be made from. */
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { WorkflowKind } from "@/lib/task-schemas";
import { workflowForm } from "@/lib/workflow-form";
import { readGraph } from "@/lib/workflow-graph";
import type { ImportWorkflow, WorkflowDetail, WorkflowView } from "@/lib/workflow-schemas";
import { NO_DEFAULTS } from "@/lib/workflow-settings";
import type { StoredWorkflow, WorkflowRecord } from "../persistence/workflow-record";
import type { WorkflowRepository } from "../persistence/workflow-repository";
import type { RunningHubClient, RunningHubCredentials } from "../runninghub/contract";
import type { Sample } from "../runninghub/sample-catalogue";
import { authorize } from "./rights";
import { asRefusal } from "./runninghub-refusal";

interface Ports {
  readonly workflows: Pick<WorkflowRepository, "list" | "find" | "save" | "remove" | "deletedSamples">;
  readonly runningHub: Pick<RunningHubClient, "workflowGraph" | "appInputs">;
  /** Of the account new tasks are bound to. */
  readonly credentials: () => Promise<RunningHubCredentials>;
  /** The simulator's samples; null when RunningHub is the real one. */
  readonly samples: ((credentials: RunningHubCredentials) => Promise<readonly Sample[]>) | null;
}

/** What was read from RunningHub, before it is stored. */
type Read = Pick<WorkflowRecord, "remoteId" | "kind" | "defaultName" | "description" | "content">;

export class WorkflowService {
  constructor(private readonly ports: Ports) {}

  async list(): Promise<WorkflowView[]> {
    return (await this.ports.workflows.list()).map(viewOf);
  }

  /** @throws AppError WORKFLOW_NOT_FOUND */
  async get(id: string): Promise<WorkflowDetail> {
    const stored = await this.ports.workflows.find(id);
    if (stored === null) throw new AppError("WORKFLOW_NOT_FOUND", "There is no such workflow in the library");
    const { fields, outputNodes } = workflowForm(stored.kind, stored.content);
    return { ...viewOf(stored), versionId: stored.versionId, fields, outputNodes, defaults: NO_DEFAULTS };
  }

  /**
   * Adds a workflow, or a version of one that is there already; tasks made from the old version keep it.
   * @throws AppError INVALID_INPUT (not a usable graph), RUNNINGHUB_REFUSED, RUNNINGHUB_UNREACHABLE, FORBIDDEN
   */
  async import(actor: Actor, input: ImportWorkflow): Promise<WorkflowDetail> {
    authorize(actor, "changeWorkflows");
    if (input.from === "json") return this.get(await this.importGraph(input));
    const read = await this.read(input.from === "app" ? "ai-app" : "workflow", input.remoteId);
    const id = await this.save({ ...read, name: input.name ?? null, localized: null, source: "remote" });
    return this.get(id);
  }

  /** Its tasks keep running and keep their graphs. @throws AppError WORKFLOW_NOT_FOUND, FORBIDDEN */
  async remove(actor: Actor, id: string): Promise<void> {
    authorize(actor, "changeWorkflows");
    if (!(await this.ports.workflows.remove(id))) {
      throw new AppError("WORKFLOW_NOT_FOUND", "There is no such workflow in the library");
    }
  }

  /**
   * Takes the simulator's samples into the library, so that there is something to try; again at every start, because they
   * may have changed. Samples a person deleted stay away.
   * @returns how many samples are there. @throws AppError RUNNINGHUB_UNREACHABLE, RUNNINGHUB_REFUSED
   */
  async seedSamples(): Promise<number> {
    const { samples, workflows, credentials } = this.ports;
    if (samples === null) return 0;
    const found = await asRefusal(async () => samples(await credentials()));
    const deleted = await workflows.deletedSamples();
    const wanted = found.filter((sample) => !deleted.has(sample.workflowId));
    // The last changed is listed first: from the last to the first, so that the catalogue's order is the list's.
    for (const sample of [...wanted].reverse()) {
      const { name, description } = sample;
      await this.save({
        ...(await this.read(sample.kind, sample.workflowId)),
        name: name.en,
        description: description?.en ?? null,
        localized: { name, description },
        source: "sample",
      });
    }
    return wanted.length;
  }

  private importGraph(input: Extract<ImportWorkflow, { from: "json" }>): Promise<string> {
    const { text } = readGraph(input.content);
    const remoteId = input.remoteId ?? this.standInId(input.name);
    return this.save({
      remoteId,
      kind: "workflow",
      name: input.name,
      defaultName: input.name,
      description: null,
      localized: null,
      source: "pasted",
      content: text,
    });
  }

  /** RunningHub runs a pasted graph in the name of a workflow it has; the simulator takes any id for that. */
  private standInId(name: string): string {
    if (this.ports.samples === null) {
      throw new AppError(
        "INVALID_INPUT",
        "A pasted graph runs on top of one of your RunningHub workflows: give the id of one",
        { field: "remoteId" },
      );
    }
    const digits = BigInt(`0x${sha256(name).slice(0, 15)}`) % 1_000_000_000_000_000_000n;
    return String(1_000_000_000_000_000_000n + digits);
  }

  private async read(kind: WorkflowKind, remoteId: string): Promise<Read> {
    const { runningHub, credentials } = this.ports;
    return asRefusal(async () => {
      if (kind === "workflow") {
        const content = await runningHub.workflowGraph(await credentials(), remoteId);
        return { remoteId, kind, defaultName: `Workflow ${remoteId}`, description: null, content };
      }
      const { name, description, descriptionEn, content } = await runningHub.appInputs(
        await credentials(),
        remoteId,
      );
      return { remoteId, kind, defaultName: name, description: description ?? descriptionEn, content };
    });
  }

  /** @throws AppError INVALID_INPUT when no form can be made of the content. */
  private save(record: Omit<WorkflowRecord, "hash" | "nodeCount">): Promise<string> {
    const { nodeCount } = workflowForm(record.kind, record.content);
    return this.ports.workflows.save({ ...record, nodeCount, hash: sha256(record.content) });
  }
}

function viewOf(stored: StoredWorkflow): WorkflowView {
  const { id, remoteId, kind, name, description, localized, source, nodeCount, updatedAt } = stored;
  return {
    id,
    remoteId,
    kind,
    name,
    description,
    localized,
    source,
    nodeCount,
    updatedAt: updatedAt.toISOString(),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
