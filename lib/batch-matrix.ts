/** What the result matrix of a batch shows: its columns, and its rows with the newest news. Pure. */
import type { MatrixColumns, MatrixRow } from "./batch-schemas";
import { type LiveTasks, newer } from "./live-tasks";
import type { NodeInputView, OutputView, TaskView } from "./task-schemas";
import type { FormField, OutputNode } from "./workflow-schemas";

export interface InputColumn {
  readonly key: string;
  readonly nodeId: string;
  readonly fieldName: string;
  /** Null where the library does not know the workflow. */
  readonly field: FormField | null;
}

export interface OutputColumn {
  readonly key: string;
  readonly nodeId: string | null;
  /** Its node's title in the graph; null where the library does not know the workflow. */
  readonly title: string | null;
  /** In Chinese, where the graph has it. */
  readonly titleZh: string | null;
  /** Which of the node's results, from 1; null when it has one at most. */
  readonly number: number | null;
}

const inputKey = (nodeId: string, fieldName: string) => `${nodeId}\n${fieldName}`;
const outputKey = (nodeId: string | null, number: number) => `${nodeId ?? ""}\n${number}`;

/** In the order of the form; what the form does not have comes after it, and seeds come last. */
export function inputColumns(inputs: MatrixColumns["inputs"], fields: readonly FormField[]): InputColumn[] {
  const places = new Map(fields.map((field, at) => [inputKey(field.nodeId, field.fieldName), { field, at }]));
  const columns = inputs.map(({ nodeId, fieldName }) => {
    const key = inputKey(nodeId, fieldName);
    const place = places.get(key);
    return {
      column: { key, nodeId, fieldName, field: place?.field ?? null },
      rank: place === undefined ? fields.length : place.field.type === "seed" ? fields.length + 1 : place.at,
    };
  });
  return columns.sort((a, b) => a.rank - b.rank).map(({ column }) => column);
}

export function inputOf(task: TaskView, column: InputColumn): NodeInputView | null {
  return task.nodeInfoList.find((input) => inputKey(input.nodeId, input.fieldName) === column.key) ?? null;
}

/** The results of a task by the column they belong in. */
export function outputsByColumn(outputs: readonly OutputView[]): Map<string, OutputView> {
  const seen = new Map<string | null, number>();
  return new Map(
    outputs.map((output) => {
      const number = (seen.get(output.nodeId) ?? 0) + 1;
      seen.set(output.nodeId, number);
      return [outputKey(output.nodeId, number), output];
    }),
  );
}

/**
 * One column per node and position. Before there is any result, those that the workflow promises; what arrives beyond
 * them is added on the right, where it moves nothing. Never none.
 */
export function outputColumns(
  known: MatrixColumns["outputs"],
  promised: readonly OutputNode[],
  tasks: readonly TaskView[],
): OutputColumn[] {
  const counts = new Map<string | null, number>();
  const first = known.length > 0 ? known : promised.map(({ nodeId }) => ({ nodeId, count: 1 }));
  for (const { nodeId, count } of first) counts.set(nodeId, Math.max(count, counts.get(nodeId) ?? 0));
  for (const task of tasks) {
    const own = new Map<string | null, number>();
    for (const { nodeId } of task.outputs) own.set(nodeId, (own.get(nodeId) ?? 0) + 1);
    for (const [nodeId, count] of own) counts.set(nodeId, Math.max(count, counts.get(nodeId) ?? 0));
  }
  if (counts.size === 0) counts.set(null, 1);
  const nodes = new Map<string | null, OutputNode>(promised.map((node) => [node.nodeId, node]));
  return [...counts].flatMap(([nodeId, count]) =>
    Array.from({ length: count }, (_, at) => ({
      key: outputKey(nodeId, at + 1),
      nodeId,
      title: nodes.get(nodeId)?.title ?? null,
      titleZh: nodes.get(nodeId)?.titleZh ?? null,
      number: count > 1 ? at + 1 : null,
    })),
  );
}

/** Lays the live news over the rows as they were read: what changed, what was deleted, and new runs of these rows. */
export function withNews(rows: readonly MatrixRow[], batchId: string, live: LiveTasks): MatrixRow[] {
  const ofBatch = [...live.tasks.values()].filter((task) => task.batchId === batchId);
  return rows.map(({ row, tasks }) => {
    const known = new Set(tasks.map(({ id }) => id));
    const added = ofBatch.filter((task) => task.batchRow === row && !known.has(task.id));
    const current = tasks.map((task) => newer(task, live.tasks.get(task.id)));
    return {
      row,
      tasks: [...added, ...current]
        .filter(({ id }) => !live.deletedIds.has(id))
        .sort((a, b) => (a.id < b.id ? 1 : -1)),
    };
  });
}
