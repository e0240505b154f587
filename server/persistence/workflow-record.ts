/** A library entry as it is stored and read back. */
import type { WorkflowKind } from "@/lib/task-schemas";
import type { WorkflowView } from "@/lib/workflow-schemas";
import type { FormSettings, WorkflowDefaults } from "@/lib/workflow-settings";

export interface StoredWorkflow {
  readonly id: string;
  readonly remoteId: string;
  readonly kind: WorkflowKind;
  readonly name: string;
  readonly description: string | null;
  readonly localized: WorkflowView["localized"];
  readonly source: WorkflowView["source"];
  readonly nodeCount: number;
  readonly versionId: string;
  readonly newerVersionId: string | null;
  readonly updatedAt: Date;
}

export interface StoredWorkflowContent extends StoredWorkflow {
  /** Graph JSON, or an AI app's inputs. */
  readonly content: string;
  /** Null: nobody has arranged it. */
  readonly formSettings: FormSettings | null;
  readonly defaults: WorkflowDefaults | null;
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
  /** RunningHub has just given this very content: its other versions are gone there. */
  readonly isFresh: boolean;
}

/** What a file brings besides the content, whatever the entry has now. */
export interface WorkflowDress {
  readonly name: string;
  readonly description: string | null;
  readonly localized: WorkflowView["localized"];
  readonly form: FormSettings;
  readonly defaults: WorkflowDefaults;
}

export interface StoredVersion {
  readonly id: string;
  readonly nodeCount: number;
  readonly createdAt: Date;
  readonly taskCount: number;
  readonly isCurrent: boolean;
  readonly sendsGraph: boolean;
}
