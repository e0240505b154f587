/** The list as a file. */
import type { ExportedTask, ExportFormat } from "@/lib/task-export";
import { type Cell, csvFile, jsonFile, jsonLinesFile } from "./streamed-file";

type Pages = AsyncIterable<readonly ExportedTask[]>;

/** Columns of the CSV in their order, and what each says of a task. Seconds have decimals; times are ISO 8601 in UTC. */
const CELLS: Readonly<Record<string, (of: ExportedTask, origin: string) => Cell>> = {
  id: ({ task }) => task.id,
  workflowName: ({ task }) => task.workflowName,
  workflowId: ({ task }) => task.workflowId,
  kind: ({ task }) => task.kind,
  description: ({ task }) => task.description,
  status: ({ task }) => task.status,
  reasonCode: ({ task }) => task.statusReason?.code ?? null,
  reasonMessage: ({ task }) => task.statusReason?.message ?? null,
  runningHubTaskId: ({ task }) => task.runningHubTaskId,
  attempts: ({ task }) => task.attempt,
  account: ({ account }) => account,
  site: ({ task }) => task.site,
  batch: ({ batch }) => batch,
  batchId: ({ task }) => task.batchId,
  batchRow: ({ task }) => task.batchRow,
  createdAt: ({ task }) => task.createdAt,
  queuedAt: ({ task }) => task.queuedAt,
  startedAt: ({ task }) => task.startedAt,
  completedAt: ({ task }) => task.completedAt,
  waitedSeconds: ({ task }) => secondsBetween(task.queuedAt, task.startedAt),
  ranSeconds: ({ task }) => secondsBetween(task.startedAt, task.completedAt),
  costCoins: ({ task }) => task.cost?.coins ?? null,
  costMoney: ({ task }) => task.cost?.money ?? null,
  billedSeconds: ({ task }) => task.cost?.seconds ?? null,
  inputs: ({ task }) => JSON.stringify(task.nodeInfoList),
  results: ({ task }, origin) => task.outputs.map(({ url }) => origin + url).join("\n"),
};
const COLUMNS = Object.keys(CELLS);

/** @param origin what makes the links to results whole @param at when it was asked for */
export function exportFile(
  format: ExportFormat,
  pages: Pages,
  { origin, at }: { origin: string; at: Date },
): Response {
  const name = `hubqueue-tasks-${at.toISOString().slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-")}`;
  switch (format) {
    case "csv":
      return csvFile(
        name,
        COLUMNS,
        mapped(pages, (task) => COLUMNS.map((column) => CELLS[column]?.(task, origin) ?? null)),
      );
    case "json":
      return jsonFile(
        name,
        mapped(pages, ({ task }) => task),
        { before: "[", after: "]" },
      );
    case "ndjson":
      return jsonLinesFile(
        name,
        mapped(pages, ({ task }) => task),
      );
  }
}

async function* mapped<To>(pages: Pages, to: (task: ExportedTask) => To): AsyncGenerator<To[]> {
  for await (const tasks of pages) yield tasks.map(to);
}

/** Null while one of them is missing, and where a run before the last wait makes no sense of it. */
function secondsBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds < 0 ? null : seconds;
}
