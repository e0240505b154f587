import type { OperationTarget } from "./operation-schemas";
import type { TaskFilter, TaskView } from "./task-schemas";

/** What an action is asked for: tasks on screen, everything that matches a filter, or what an operation could not do. */
export type ActionTarget =
  | { readonly kind: "tasks"; readonly tasks: readonly TaskView[] }
  /** `count` is null where only the server can count. */
  | {
      readonly kind: "filter";
      readonly filter: TaskFilter;
      readonly count: number | null;
      /** Set when the filter is a batch: what the person knows it as. */
      readonly batchName?: string;
    }
  | { readonly kind: "failed"; readonly operationId: string; readonly count: number };

export function onTasks(...tasks: TaskView[]): ActionTarget {
  return { kind: "tasks", tasks };
}

/** The same, as the server takes it. */
export function operationTarget(target: ActionTarget): OperationTarget {
  switch (target.kind) {
    case "tasks":
      return { ids: target.tasks.map(({ id }) => id) };
    case "filter":
      return { filter: target.filter };
    case "failed":
      return { failedOf: target.operationId };
  }
}
