/** Versions of a library entry: what RunningHub has now is found, shown as a difference, and used when a person says so. */
import type { Actor } from "@/lib/actor";
import { isWorthTelling, workflowDifference } from "@/lib/workflow-difference";
import type { WorkflowDifference } from "@/lib/workflow-difference-schema";
import { workflowForm } from "@/lib/workflow-form";
import type { WorkflowCheck, WorkflowDetail, WorkflowVersionView } from "@/lib/workflow-schemas";
import { NO_DEFAULTS } from "@/lib/workflow-settings";
import type { StoredWorkflowContent } from "../persistence/workflow-record";
import type { WorkflowRepository } from "../persistence/workflow-repository";
import type { WorkflowVersions } from "../persistence/workflow-versions";
import { authorize } from "./rights";
import type { WorkflowReader } from "./workflow-reader";
import type { WorkflowService } from "./workflow-service";
import { sha256, workflowNotFound } from "./workflow-view";

interface Ports {
  readonly workflows: Pick<WorkflowRepository, "find">;
  readonly versions: WorkflowVersions;
  readonly reader: WorkflowReader;
  readonly library: Pick<WorkflowService, "get">;
}

export class WorkflowVersionService {
  constructor(private readonly ports: Ports) {}

  /** The newest first. @throws AppError WORKFLOW_NOT_FOUND */
  async list(id: string): Promise<WorkflowVersionView[]> {
    const versions = await this.ports.versions.list(id);
    if (versions.length === 0) throw workflowNotFound();
    return versions.map((version) => ({ ...version, createdAt: version.createdAt.toISOString() }));
  }

  /** @throws AppError WORKFLOW_NOT_FOUND, also when a version is another entry's */
  async difference(input: { id: string; beforeId: string; afterId: string }): Promise<WorkflowDifference> {
    const { kind } = await this.find(input.id);
    const contents = await this.ports.versions.contents(input.id, [input.beforeId, input.afterId]);
    const [before, after] = [contents.get(input.beforeId), contents.get(input.afterId)];
    if (before === undefined || after === undefined) throw workflowNotFound();
    return workflowDifference(kind, before, after);
  }

  /** New tasks are made from this version; those that exist keep theirs. @throws AppError WORKFLOW_NOT_FOUND, FORBIDDEN */
  async use(actor: Actor, id: string, versionId: string): Promise<WorkflowDetail> {
    authorize(actor, "changeWorkflows");
    await this.find(id);
    if (!(await this.ports.versions.use(id, versionId))) throw workflowNotFound();
    return this.ports.library.get(id);
  }

  /**
   * Asks RunningHub whether the workflow has changed there. What is new is kept as a version, and used only when somebody
   * says so. A pasted graph lives nowhere but here.
   * @throws AppError WORKFLOW_NOT_FOUND, FORBIDDEN, RUNNINGHUB_REFUSED, RUNNINGHUB_UNREACHABLE
   */
  async check(
    actor: Actor,
    { id, unlessCheckedMinutes }: { id: string; unlessCheckedMinutes?: number | undefined },
  ): Promise<WorkflowCheck> {
    authorize(actor, "changeWorkflows");
    const stored = await this.find(id);
    const waits = { asked: false, newerVersionId: stored.newerVersionId };
    if (stored.source === "pasted") return waits;
    if (!(await this.ports.versions.takeTurn(id, unlessCheckedMinutes ?? null))) return waits;
    const content = await this.read(stored);
    const known = await this.sameAs(stored, content);
    return { asked: true, newerVersionId: await this.keep(stored, known ?? content) };
  }

  private async read({ id, kind, remoteId, defaults }: StoredWorkflowContent): Promise<string> {
    const { reader, versions } = this.ports;
    try {
      return (await reader.read(kind, remoteId, defaults ?? NO_DEFAULTS)).content;
    } catch (error) {
      await versions.giveTurnBack(id);
      throw error;
    }
  }

  /**
   * The content of the version in use, or of the one that RunningHub had last, when what was read says the same; the
   * latter waits for a decision, or was turned down.
   */
  private async sameAs({ id, kind, content }: StoredWorkflowContent, read: string): Promise<string | null> {
    const isSame = (known: string) =>
      known === read || !isWorthTelling(workflowDifference(kind, known, read));
    if (isSame(content)) return content;
    const there = await this.ports.versions.lastThere(id);
    return there !== null && isSame(there) ? there : null;
  }

  private keep({ id, kind }: StoredWorkflowContent, content: string): Promise<string | null> {
    const { nodeCount } = workflowForm(kind, content);
    return this.ports.versions.found(id, { kind, content, nodeCount, hash: sha256(content) });
  }

  private async find(id: string): Promise<StoredWorkflowContent> {
    const stored = await this.ports.workflows.find(id);
    if (stored === null) throw workflowNotFound();
    return stored;
  }
}
