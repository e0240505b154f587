/** A sheet whose rows are tasks and whose columns are the fields of a workflow's form, and the note. */
import type { FormField } from "../workflow-schemas";

export interface SheetColumn {
  readonly key: string;
  /** As the person sees it. */
  readonly label: string;
  /** Null for the note: the task's description. */
  readonly field: FormField | null;
  /** Other names by which a table may call it. */
  readonly aliases: readonly string[];
}

export const NOTE_KEY = "note";
/** What a note column is called in tables, whatever the language of the interface. */
const NOTE_ALIASES = ["note", "description", "备注", "说明", "描述"];

export function columnKey(field: Pick<FormField, "nodeId" | "fieldName">): string {
  return `${field.nodeId}\n${field.fieldName}`;
}

/** Every column the sheet can have, in the order of the form. Of columns with the same label, later ones get their node. */
export function sheetColumns(
  fields: readonly FormField[],
  labelOf: (field: FormField) => string,
  noteLabel: string,
): SheetColumn[] {
  const seen = new Set<string>([noteLabel]);
  const columns = fields.map((field) => {
    const { nodeId, fieldName } = field;
    const name = labelOf(field);
    const label = seen.has(name) ? `${name} #${nodeId}` : name;
    seen.add(label);
    const byNode = [`${nodeId}.${fieldName}`, `${nodeId}·${fieldName}`, `#${nodeId}.${fieldName}`];
    return { key: columnKey(field), label, field, aliases: [field.label, field.labelEn ?? "", ...byNode] };
  });
  return [...columns, { key: NOTE_KEY, label: noteLabel, field: null, aliases: NOTE_ALIASES }];
}

/** The columns a new sheet shows: what the form shows, and the note. */
export function firstShown(columns: readonly SheetColumn[]): string[] {
  return columns.filter(({ field }) => field === null || !field.hidden).map(({ key }) => key);
}
