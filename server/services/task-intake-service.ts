/** New tasks, one or ten thousand. */
import { type Actor, askerOf } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { BulkCreate, BulkCreateReport, CreateOneTask, CreateTask, TaskView } from "@/lib/task-schemas";
import type { NewTask, TaskRepository } from "../persistence/task-repository";
import { parseRows, type Row } from "./bulk-rows";
import { authorize } from "./rights";
import type { TaskQueries } from "./task-queries";

interface Ports {
  readonly tasks: Pick<TaskRepository, "insert" | "insertOnce" | "batchOutcome">;
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

export class TaskIntakeService {
  constructor(private readonly ports: Ports) {}

  /**
   * Under the id of a task that is there it makes none, and answers with that one.
   * @throws AppError INVALID_INPUT (upload, workflow version or account not there), FORBIDDEN, TASK_NOT_FOUND (the task
   * with this id was deleted), TOO_MANY_WAITING
   */
  async create(actor: Actor, { id, ...input }: CreateOneTask): Promise<TaskView> {
    authorize(actor, "changeTasks");
    const { rows, failed, places } = await this.check([{ index: 0, task: input }]);
    const problem = failed[0];
    if (problem) throw new AppError("INVALID_INPUT", problem.message, { field: problem.field });
    const [task] = await this.complete(rows, places, null);
    if (!task) throw new AppError("INTERNAL", "The task was not made");
    const mine = { ...task, id: id ?? task.id };
    const isNew = await this.ports.tasks.insertOnce(mine, askerOf(actor));
    if (isNew && input.start) this.ports.kick();
    return this.ports.queries.view(mine.id);
  }

  /**
   * Good rows are created in one transaction, bad ones named. With no good row, or with `allOrNothing` and a bad one,
   * nothing is made, not even the batch. A call whose `batchId` is there already creates nothing and is answered
   * as the first one was, and as `repeated`.
   * @throws AppError FORBIDDEN, TOO_MANY_WAITING (not all of them fit in line: nothing is created)
   */
  async createBulk(actor: Actor, input: BulkCreate): Promise<BulkCreateReport> {
    authorize(actor, "changeTasks");
    const batchId = input.batchId ?? this.ports.newId();
    const earlier = input.batchId === undefined ? null : await this.ports.tasks.batchOutcome(batchId);
    if (earlier) return { batchId, ...earlier, repeated: true };
    const { good, malformed } = await parseRows(input.tasks);
    const { rows, failed: absent, places } = await this.check(good);
    const refused = absent.map(({ index, message }) => ({ index, code: "INVALID_INPUT", message }));
    const failed = [...malformed, ...refused].sort((a, b) => a.index - b.index);
    // Nothing of it is kept, so that the corrected call may come under the same id.
    if (failed.length > 0 && (input.allOrNothing || rows.length === 0))
      return { batchId, created: 0, failed };
    const tasks = await this.complete(rows, places, batchId);
    const outcome = { created: tasks.length, failed };
    const batch = { id: batchId, name: input.name ?? null, outcome };
    // The same call was under way and came first.
    if (!(await this.ports.tasks.insert(tasks, askerOf(actor), batch))) return this.createBulk(actor, input);
    if (rows.some((row) => row.task.start)) this.ports.kick();
    return { batchId, ...outcome };
  }

  private async check(rows: readonly Row[]) {
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
