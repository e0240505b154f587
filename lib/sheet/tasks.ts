/** The create calls of a sheet: one for each row. */
import { type FieldValue, initialValue, isFileField } from "../field-value";
import type { Random } from "../random-seed";
import {
  type ExtraInput,
  extraNodeInput,
  nodeInput,
  type TaskSettings,
  taskInput,
  withinLimit,
} from "../task-input";
import type { CreateTaskInput, NodeInput } from "../task-schemas";
import type { FormField, WorkflowDetail } from "../workflow-schemas";
import { isTextField, valueOfCell } from "./cells";
import { NOTE_KEY, type SheetColumn } from "./columns";
import { filledText, rowVariables } from "./row-variables";
import { cellText, rowNumber, type SheetRow } from "./rows";
import { FIRST_POLICY, type SeedPolicy, seedOfCell } from "./seeds";

/** All that decides what the rows become. */
export interface SheetPlan {
  readonly workflow: Pick<WorkflowDetail, "remoteId" | "kind" | "versionId">;
  /** The columns in view; those out of view are left to the workflow. */
  readonly columns: readonly SheetColumn[];
  /** Fields of the form that have no column now. */
  readonly unseen: readonly FormField[];
  /** By column key; a seed column that is not named draws for each run. */
  readonly seeds: Readonly<Record<string, SeedPolicy>>;
  /** What an empty note becomes; variables are filled in. */
  readonly noteTemplate: string;
  /** Uploads by the names the cells have; null for names that RunningHub itself knows. */
  readonly uploads: ReadonlyMap<string, string | null>;
  /** Inputs that no field takes, the same for every row. */
  readonly extras: readonly ExtraInput[];
  readonly settings: Omit<TaskSettings, "description">;
  /** Today in the person's zone, as YYYY-MM-DD. */
  readonly date: string;
  readonly random: Random;
  readonly start: boolean;
}

/** @param index the row's place in the sheet, from 0 */
export function taskOfRow(plan: SheetPlan, row: SheetRow, index: number): CreateTaskInput {
  const number = rowNumber(row, index);
  const variables = () => rowVariables(plan.columns, row, number, plan.date);
  const inputs = plan.columns.flatMap((column): NodeInput[] => {
    const { field, key } = column;
    if (field === null) return [];
    const text = cellText(row, key);
    // As in the form: hidden fields are sent only when somebody, a row or the form itself, gave them a value.
    if (field.hidden && text === "" && field.type !== "seed")
      return field.savedValue === undefined ? [] : [nodeInput(field, initialValue(field))];
    return [nodeInput(field, valueIn(plan, column, field, text, number, variables))];
  });
  const unseenSeeds = new Set<NodeInput>();
  const untouched = plan.unseen
    // A seed is always given, so that the task records which one ran.
    .filter((field) => !field.hidden || field.savedValue !== undefined || field.type === "seed")
    .map((field) => {
      const input = nodeInput(field, valueOfUnseen(field));
      if (field.hidden && input.random === true) unseenSeeds.add(input);
      return input;
    });
  const note = cellText(row, NOTE_KEY) || plan.noteTemplate;
  const settings = { ...plan.settings, description: filledText(note, variables) };
  const extras = plan.extras.map(extraNodeInput);
  const byHand = new Set(extras.map(({ nodeId, fieldName }) => `${nodeId}\n${fieldName}`));
  const own = [...inputs, ...untouched].filter(
    ({ nodeId, fieldName }) => !byHand.has(`${nodeId}\n${fieldName}`),
  );
  const sent = withinLimit([...own, ...extras], (input) => unseenSeeds.has(input));
  return taskInput(plan.workflow, settings, sent, plan.start);
}

function valueIn(
  plan: SheetPlan,
  { key }: SheetColumn,
  field: FormField,
  text: string,
  number: number,
  variables: () => ReturnType<typeof rowVariables>,
): FieldValue {
  if (field.type === "seed")
    return seedOfCell(field, text, plan.seeds[key] ?? FIRST_POLICY, number, plan.random);
  if (isFileField(field)) {
    const id = plan.uploads.get(text);
    const given = id == null ? null : { id, fileName: text, size: null };
    return { type: "file", saved: id === null ? text : String(field.value), given, busy: false };
  }
  return valueOfCell(field, isTextField(field) ? filledText(text, variables) : text);
}

function valueOfUnseen(field: FormField): FieldValue {
  if (field.savedValue !== undefined) return initialValue(field);
  if (field.type === "seed") return { type: "seed", random: true, text: "" };
  if (isFileField(field)) return { type: "file", saved: String(field.value), given: null, busy: false };
  return valueOfCell(field, "");
}

/** The task of every row, in order. */
export function tasksOfRows(plan: SheetPlan, rows: readonly SheetRow[]): CreateTaskInput[] {
  return rows.map((row, index) => taskOfRow(plan, row, index));
}
