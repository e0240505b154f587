/** The list as a whole, for files: every task of a filter in its order, a page at a time. */
import type { ExportedTask } from "@/lib/task-export";
import type { TaskFilter, TaskSort, TaskView } from "@/lib/task-schemas";
import type { NameReader } from "../persistence/name-reader";
import type { TaskReader } from "../persistence/task-reader";

interface Ports {
  readonly tasks: Pick<TaskReader, "matchingIds" | "views">;
  readonly names: Pick<NameReader, "accounts" | "batches">;
}

export class TaskExport {
  constructor(private readonly ports: Ports) {}

  /**
   * The first page is read at once, so that a filter which cannot be answered is refused before anything is sent.
   * @throws AppError FILTER_TOO_BROAD
   */
  async open(filter: TaskFilter, sort: TaskSort): Promise<AsyncIterable<ExportedTask[]>> {
    const pages = this.pages(filter, sort);
    const first = await pages.next();
    return (async function* () {
      if (first.done) return;
      yield first.value;
      yield* pages;
    })();
  }

  private async *pages(filter: TaskFilter, sort: TaskSort): AsyncGenerator<ExportedTask[]> {
    for await (const ids of this.ports.tasks.matchingIds(filter, sort))
      yield this.named(await this.ports.tasks.views(ids));
  }

  private async named(tasks: readonly TaskView[]): Promise<ExportedTask[]> {
    const [accounts, batches] = await Promise.all([
      this.ports.names.accounts(distinct(tasks.map(accountOf))),
      this.ports.names.batches(distinct(tasks.map(({ batchId }) => batchId))),
    ]);
    return tasks.map((task) => ({
      task,
      account: accounts.get(accountOf(task) ?? "") ?? null,
      batch: batches.get(task.batchId ?? "") ?? null,
    }));
  }
}

/** As the list's filter by account means it. */
function accountOf({ accountId, ranOnAccountId }: TaskView): string | null {
  return accountId ?? ranOnAccountId;
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
