/** New tasks, one or ten thousand. */
import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { type BulkCreateReport, type CreateTask, createTaskSchema, type TaskView } from "@/lib/task-schemas";
import type { NewTask, TaskRepository } from "../persistence/task-repository";
import { authorize } from "./rights";
import type { TaskQueries } from "./task-queries";

interface Ports {
  readonly tasks: Pick<TaskRepository, "insert">;
  readonly queries: Pick<TaskQueries, "view">;
  /** Those of the given uploads that exist. */
  readonly existingUploads: (ids: readonly string[]) => Promise<Set<string>>;
  /** Names of the workflows we know, by RunningHub id. */
  readonly workflowNames: (remoteIds: readonly string[]) => Promise<Map<string, string>>;
  /** Those of the given library versions that exist. */
  readonly existingVersions: (ids: readonly string[]) => Promise<Set<string>>;
  /** The accounts a new task may name, and the site it runs on when it names none. */
  readonly places: () => Promise<Places>;
  readonly newId: () => string;
  readonly kick: () => void;
}

export interface Places {
  /** Site by account id. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly defaultSite: string;
}

interface Row {
  readonly index: number;
  readonly task: CreateTask;
}

export class TaskIntakeService {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError INVALID_INPUT (upload, workflow version or account not there), FORBIDDEN */
  async create(actor: Actor, input: CreateTask): Promise<TaskView> {
    const { rows, failed, places } = await this.check(actor, [{ index: 0, task: input }]);
    const problem = failed[0];
    if (problem) throw new AppError("INVALID_INPUT", problem.message, { field: problem.field });
    const [task] = await this.complete(rows, places, null);
    if (!task) throw new AppError("INTERNAL", "The task was not made");
    await this.ports.tasks.insert([task], actor.name);
    if (input.start) this.ports.kick();
    return this.ports.queries.view(task.id);
  }

  /** Good rows are created in one transaction, bad ones named; with no good row the batch is empty. @throws AppError FORBIDDEN */
  async createBulk(
    actor: Actor,
    input: { name?: string; tasks: readonly unknown[] },
  ): Promise<BulkCreateReport> {
    const parsed = input.tasks.map((raw, index) => ({ index, result: createTaskSchema.safeParse(raw) }));
    const good = parsed.flatMap(({ index, result }) =>
      result.success ? [{ index, task: result.data }] : [],
    );
    const malformed = parsed.flatMap(({ index, result }) =>
      result.success ? [] : [{ index, code: "INVALID_INPUT", message: firstProblem(result.error) }],
    );
    const { rows, failed, places } = await this.check(actor, good);
    const batchId = this.ports.newId();
    const tasks = await this.complete(rows, places, batchId);
    await this.ports.tasks.insert(tasks, actor.name, { id: batchId, name: input.name ?? null });
    if (rows.some((row) => row.task.start)) this.ports.kick();
    const refused = failed.map(({ index, message }) => ({ index, code: "INVALID_INPUT", message }));
    return {
      batchId,
      created: tasks.length,
      failed: [...malformed, ...refused].sort((a, b) => a.index - b.index),
    };
  }

  private async check(actor: Actor, rows: readonly Row[]) {
    authorize(actor, "changeTasks");
    const [uploads, versions, places] = await Promise.all([
      this.ports.existingUploads(
        unique(rows.flatMap(({ task }) => task.nodeInfoList.flatMap((input) => input.uploadId ?? []))),
      ),
      this.ports.existingVersions(unique(rows.flatMap(({ task }) => task.workflowVersionId ?? []))),
      this.ports.places(),
    ]);
    const failed = rows.flatMap(({ index, task }) => {
      const problem = problemOf(task, { uploads, versions, places });
      return problem === null ? [] : [{ index, ...problem }];
    });
    const bad = new Set(failed.map((problem) => problem.index));
    return { rows: rows.filter((row) => !bad.has(row.index)), failed, places };
  }

  private async complete(rows: readonly Row[], places: Places, batchId: string | null): Promise<NewTask[]> {
    const names = await this.ports.workflowNames(unique(rows.map(({ task }) => task.workflowId)));
    return rows.map(({ index, task: { accountId, site, ...task } }) => ({
      ...task,
      id: this.ports.newId(),
      boundTo: accountId ?? null,
      site: site ?? (accountId && places.accounts.get(accountId)) ?? places.defaultSite,
      batchId,
      batchRow: batchId === null ? null : index,
      workflowName: task.workflowName ?? names.get(task.workflowId) ?? task.workflowId,
    }));
  }
}

interface Known {
  readonly uploads: ReadonlySet<string>;
  readonly versions: ReadonlySet<string>;
  readonly places: Places;
}

/** What the task refers to and is not there. */
function problemOf(task: CreateTask, { uploads, versions, places }: Known) {
  const at = task.nodeInfoList.findIndex(
    (input) => input.uploadId !== undefined && !uploads.has(input.uploadId),
  );
  if (at >= 0)
    return missing(
      `nodeInfoList.${at}.uploadId`,
      "there is no such upload; upload the file first (POST /api/uploads)",
    );
  if (task.workflowVersionId !== undefined && !versions.has(task.workflowVersionId))
    return missing("workflowVersionId", "there is no such workflow version");
  if (task.accountId !== undefined && !places.accounts.has(task.accountId))
    return missing("accountId", "there is no such account; leave it out to use any account");
  const sites = [places.defaultSite, ...places.accounts.values()];
  if (task.site !== undefined && !sites.includes(task.site))
    return missing("site", `no account is on this site; there are ${unique(sites).join(", ")}`);
  return null;
}

function missing(field: string, words: string) {
  return { field, message: `${field}: ${words}` };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** The first problem, with the path of its field in front. */
function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join(".") || "task"}: ${issue.message}` : "invalid";
}
