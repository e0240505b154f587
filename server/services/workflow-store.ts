/** What the workflow service needs stored. */
import type { WorkflowKind } from "@/lib/task-schemas";
import type { WorkflowView } from "@/lib/workflow-schemas";

export interface StoredWorkflow {
  readonly id: string;
  readonly remoteId: string;
  readonly kind: WorkflowKind;
  readonly name: string;
  readonly description: string | null;
  readonly localized: WorkflowView["localized"];
  readonly source: WorkflowView["source"];
  readonly nodeCount: number;
  readonly updatedAt: Date;
}

export interface StoredWorkflowContent extends StoredWorkflow {
  readonly versionId: string;
  /** Graph JSON, or an AI app's inputs. */
  readonly content: string;
}

export interface WorkflowRecord {
  readonly remoteId: string;
  readonly kind: WorkflowKind;
  /** Null leaves the name of an entry that is there already. */
  readonly name: string | null;
  readonly defaultName: string;
  readonly description: string | null;
  readonly localized: WorkflowView["localized"];
  /** A pasted graph is sent with every run; otherwise RunningHub runs what it has saved. */
  readonly source: WorkflowView["source"];
  readonly content: string;
  /** SHA-256 of the content. */
  readonly hash: string;
  readonly nodeCount: number;
}

export interface WorkflowStore {
  /** The last changed first. */
  list(): Promise<StoredWorkflow[]>;
  find(id: string): Promise<StoredWorkflowContent | null>;
  /** Adds the workflow or, when it is there, a version; a deleted one comes back. @returns its id. */
  save(record: WorkflowRecord): Promise<string>;
  /** False when there is none. */
  remove(id: string): Promise<boolean>;
  /** Remote ids of samples that a person deleted. */
  deletedSamples(): Promise<Set<string>>;
}
