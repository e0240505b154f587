/** What is there? Reads for every door. */
import type { FindNeighbours, Neighbours } from "@/lib/neighbour-schema";
import type {
  BatchTarget,
  ListTasks,
  MatchCount,
  StatusCounts,
  TaskDetail,
  TaskFilter,
  TaskListPage,
  TaskStatusView,
  TaskView,
} from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import type { NeighbourReader } from "../persistence/neighbour-reader";
import type { TaskReader } from "../persistence/task-reader";
import { taskNotFound } from "./task-not-found";

export class TaskQueries {
  constructor(
    private readonly reader: TaskReader,
    private readonly beside: Pick<NeighbourReader, "find">,
  ) {}

  /** @throws AppError INVALID_INPUT for a cursor that does not belong to the list. */
  list(input: ListTasks): Promise<TaskListPage> {
    return this.reader.page(input);
  }

  counts(): Promise<StatusCounts> {
    return this.reader.counts();
  }

  countMatching(filter: TaskFilter): Promise<MatchCount> {
    return this.reader.countMatching(filter);
  }

  /** Those of the tasks that are there, in the given order. */
  views(ids: readonly string[]): Promise<TaskView[]> {
    return this.reader.views(ids);
  }

  /** @throws AppError TASK_NOT_FOUND */
  async view(id: string): Promise<TaskView> {
    const [view] = isUuid(id) ? await this.reader.views([id]) : [];
    if (!view) throw taskNotFound(id);
    return view;
  }

  /** With attempts, timeline and outputs. @throws AppError TASK_NOT_FOUND */
  async get(id: string): Promise<TaskDetail> {
    const detail = isUuid(id) ? await this.reader.detail(id) : null;
    if (!detail) throw taskNotFound(id);
    return detail;
  }

  /** The tasks before and after one, in the order of a list. @throws AppError TASK_NOT_FOUND */
  async neighbours(input: FindNeighbours): Promise<Neighbours> {
    const found = isUuid(input.id) ? await this.beside.find(input) : null;
    if (!found) throw taskNotFound(input.id);
    return found;
  }

  /** @throws AppError TASK_NOT_FOUND */
  async status(id: string): Promise<TaskStatusView> {
    const status = isUuid(id) ? await this.reader.status(id) : null;
    if (!status) throw taskNotFound(id);
    return status;
  }

  /** The ids a batch means, oldest first. Named ids that are not there come last, so that they are reported. */
  async *resolve(target: BatchTarget): AsyncGenerator<string[]> {
    if (target.filter) {
      yield* this.reader.matchingIds(target.filter);
      return;
    }
    const asked = [...new Set(target.ids ?? [])];
    const found = await this.reader.sortByAge(asked.filter((id) => isUuid(id)));
    const known = new Set(found);
    yield [...found, ...asked.filter((id) => !known.has(id.toLowerCase()))];
  }
}
