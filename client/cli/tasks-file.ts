/** Tasks as people keep them in a file: JSON, or a sheet. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isSafeNumber, parse as parseJson } from "lossless-json";
import Papa from "papaparse";
import type { CreateTaskInput } from "../index.js";
import { CannotDo } from "./cannot-do.js";

export interface TasksFile {
  /** Of the batch, where the file says one. */
  readonly name: string | undefined;
  /** As they stand there: HubQueue checks each by itself, and names the bad ones. */
  readonly tasks: readonly unknown[];
  readonly text: string;
  /** The text of such a file that has these tasks alone. */
  readonly withOnly: (indexes: readonly number[]) => string;
}

/** Columns that are no inputs. */
const OWN = [
  "workflowId",
  "workflowName",
  "kind",
  "description",
  "instanceType",
  "timeoutMinutes",
  "accountId",
];

/** @throws CannotDo for a file that is not there or cannot be read as tasks */
export async function readTasksFile(file: string): Promise<TasksFile> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CannotDo(`${file} cannot be read: ${error.message}`);
  });
  const content = path.extname(file).toLowerCase() === ".csv" ? fromSheet(text, file) : fromJson(text, file);
  if (content.tasks.length === 0) throw new CannotDo(`There are no tasks in ${file}.`);
  return { ...content, text };
}

function fromJson(text: string, file: string): Omit<TasksFile, "text"> {
  let content: unknown;
  try {
    // Seeds have more digits than a number keeps: they stay text.
    content = parseJson(text, undefined, {
      parseNumber: (digits) => (isSafeNumber(digits) ? Number(digits) : digits),
    });
  } catch (error) {
    throw new CannotDo(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const asText = (whole: unknown) => `${JSON.stringify(whole, null, 2)}\n`;
  if (Array.isArray(content)) {
    const tasks: readonly unknown[] = content;
    return { name: undefined, tasks, withOnly: (indexes) => asText(chosen(tasks, indexes)) };
  }
  if (typeof content === "object" && content !== null && "tasks" in content && Array.isArray(content.tasks)) {
    const name = "name" in content && typeof content.name === "string" ? content.name : undefined;
    const tasks: readonly unknown[] = content.tasks;
    return { name, tasks, withOnly: (indexes) => asText({ ...content, tasks: chosen(tasks, indexes) }) };
  }
  throw new CannotDo(`${file} must hold a list of tasks, or {"name": …, "tasks": […]}.`);
}

/** By it Excel knows UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

function fromSheet(text: string, file: string): Omit<TasksFile, "text"> {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const { data, meta, errors } = Papa.parse<Record<string, string>>(text.slice(mark.length), {
    header: true,
    skipEmptyLines: "greedy",
  });
  const [problem] = errors.filter(({ type }) => type !== "Delimiter");
  if (problem) throw new CannotDo(`${file}, row ${(problem.row ?? 0) + 2}: ${problem.message}`);
  for (const column of meta.fields ?? [])
    if (!OWN.includes(column) && !placeOf(column))
      throw new CannotDo(
        `${file}: the column "${column}" is neither one of ${OWN.join(", ")} nor an input, which is named by its node and field: 2.text.`,
      );
  const { fields: columns = [], delimiter, linebreak: newline } = meta;
  const withOnly = (indexes: readonly number[]) =>
    mark + Papa.unparse(chosen(data, indexes), { columns, delimiter, newline }) + newline;
  return { name: undefined, tasks: data.map(taskOf), withOnly };
}

function chosen<T>(rows: readonly T[], indexes: readonly number[]): T[] {
  const wanted = new Set(indexes);
  return rows.filter((_row, index) => wanted.has(index));
}

function taskOf(row: Readonly<Record<string, string>>): Partial<Record<keyof CreateTaskInput, unknown>> {
  const filled = Object.entries(row).filter(([, cell]) => cell !== "");
  const own = filled.flatMap(([column, cell]) => {
    if (!OWN.includes(column)) return [];
    return [[column, column === "timeoutMinutes" ? Number(cell) : cell]];
  });
  const nodeInfoList = filled.flatMap(([column, fieldValue]) => {
    const place = placeOf(column);
    return place ? [{ ...place, fieldValue }] : [];
  });
  return { ...Object.fromEntries(own), nodeInfoList };
}

function placeOf(column: string): { nodeId: string; fieldName: string } | null {
  const [, nodeId, fieldName] = /^([^.]+)\.(.+)$/.exec(column) ?? [];
  return nodeId !== undefined && fieldName !== undefined ? { nodeId, fieldName } : null;
}
