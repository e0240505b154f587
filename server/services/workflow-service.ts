/** The workflow library: what tasks can be made from. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { openWorkflowFile } from "@/lib/workflow-file";
import { workflowForm } from "@/lib/workflow-form";
import { readGraph } from "@/lib/workflow-graph";
import type { ImportWorkflow, WorkflowDetail, WorkflowView } from "@/lib/workflow-schemas";
import { NO_DEFAULTS } from "@/lib/workflow-settings";
import type { WorkflowDress, WorkflowRecord } from "../persistence/workflow-record";
import type { WorkflowRepository } from "../persistence/workflow-repository";
import type { RunningHubCredentials } from "../runninghub/contract";
import type { Sample } from "../runninghub/sample-catalogue";
import { authorize } from "./rights";
import { asRefusal } from "./runninghub-refusal";
import type { Places } from "./task-intake-service";
import type { WorkflowReader } from "./workflow-reader";
import { detailOf, sha256, viewOf, withoutGone, workflowNotFound } from "./workflow-view";

interface Ports {
  readonly workflows: Pick<
    WorkflowRepository,
    "list" | "find" | "findVersion" | "save" | "setDefaults" | "remove" | "deletedSamples"
  >;
  readonly reader: WorkflowReader;
  /** Null when no account is set up. */
  readonly places: () => Promise<Places | null>;
  /** The simulator's samples; null when RunningHub is the real one. */
  readonly samples: ((credentials: RunningHubCredentials) => Promise<readonly Sample[]>) | null;
  /** Of the account that reads where nobody says more. */
  readonly credentials: () => Promise<RunningHubCredentials>;
}

type From<F extends ImportWorkflow["from"]> = Extract<ImportWorkflow, { from: F }>;

export class WorkflowService {
  constructor(private readonly ports: Ports) {}

  async list(): Promise<WorkflowView[]> {
    return (await this.ports.workflows.list()).map(viewOf);
  }

  /** @throws AppError WORKFLOW_NOT_FOUND */
  async get(id: string): Promise<WorkflowDetail> {
    const stored = await this.ports.workflows.find(id);
    if (stored === null) throw workflowNotFound();
    return detailOf(stored, await this.ports.places());
  }

  /**
   * As an earlier task was made from it: arranged as it is now, with the content the task has; also when the entry was
   * removed since. @throws AppError WORKFLOW_NOT_FOUND
   */
  async getVersion(versionId: string): Promise<WorkflowDetail> {
    const stored = await this.ports.workflows.findVersion(versionId);
    if (stored === null) throw workflowNotFound();
    return detailOf(stored, await this.ports.places());
  }

  /**
   * Adds a workflow, or a version of one that is there already; tasks made from the old version keep it.
   * @throws AppError INVALID_INPUT (not a usable graph), RUNNINGHUB_REFUSED, RUNNINGHUB_UNREACHABLE, FORBIDDEN
   */
  async import(actor: Actor, input: ImportWorkflow): Promise<WorkflowDetail> {
    authorize(actor, "changeWorkflows");
    if (input.from === "json") return this.get(await this.importGraph(input));
    if (input.from === "file") return this.get(await this.restore(input.content));
    return this.get(await this.importRemote(input));
  }

  /** Its tasks keep running and keep their graphs. @throws AppError WORKFLOW_NOT_FOUND, FORBIDDEN */
  async remove(actor: Actor, id: string): Promise<void> {
    authorize(actor, "changeWorkflows");
    if (!(await this.ports.workflows.remove(id))) throw workflowNotFound();
  }

  /**
   * Takes the simulator's samples into the library, so that there is something to try; again at every start, because they
   * may have changed. Samples a person deleted stay away.
   * @returns how many samples are there. @throws AppError RUNNINGHUB_UNREACHABLE, RUNNINGHUB_REFUSED
   */
  async seedSamples(): Promise<number> {
    const { samples, workflows, credentials, reader } = this.ports;
    if (samples === null) return 0;
    const found = await asRefusal(async () => samples(await credentials()));
    const deleted = await workflows.deletedSamples();
    const wanted = found.filter((sample) => !deleted.has(sample.workflowId));
    // The last changed is listed first: from the last to the first, so that the catalogue's order is the list's.
    for (const sample of [...wanted].reverse()) {
      const { name, description } = sample;
      await this.save({
        ...(await reader.read(sample.kind, sample.workflowId, {})),
        name: name.en,
        description: description?.en ?? null,
        localized: { name, description },
        source: "sample",
        isFresh: true,
      });
    }
    return wanted.length;
  }

  private async importRemote(input: From<"id" | "app">): Promise<string> {
    const { reader, workflows } = this.ports;
    const site = await reader.otherSite(input.site);
    const kind = input.from === "app" ? "ai-app" : "workflow";
    const read = await reader.read(kind, input.remoteId, { site });
    const id = await this.save({
      ...read,
      name: input.name ?? null,
      localized: null,
      source: "remote",
      isFresh: true,
    });
    // Its id means nothing elsewhere: new tasks begin there too, unless somebody has said where.
    if (site !== null && (await workflows.find(id))?.defaults === null)
      await workflows.setDefaults(id, { ...NO_DEFAULTS, site });
    return id;
  }

  private importGraph(input: From<"json">): Promise<string> {
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
      isFresh: false,
    });
  }

  /** What an exported file holds replaces what the entry has now, if there is one. */
  private async restore(text: string): Promise<string> {
    const { form, defaults, format, version, ...entry } = openWorkflowFile(text);
    const { name, description, localized } = entry;
    const here = withoutGone(defaults, await this.ports.places());
    // The simulator's samples do not exist on RunningHub.
    const source = entry.source === "sample" && this.ports.samples === null ? "remote" : entry.source;
    const dress = { name, description, localized, form, defaults: here };
    return this.save({ ...entry, source, defaultName: name, isFresh: false }, dress);
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

  /** @throws AppError INVALID_INPUT when no form can be made of the content. */
  private save(record: Omit<WorkflowRecord, "hash" | "nodeCount">, dress?: WorkflowDress): Promise<string> {
    const { nodeCount } = workflowForm(record.kind, record.content);
    return this.ports.workflows.save({ ...record, nodeCount, hash: sha256(record.content) }, dress);
  }
}
