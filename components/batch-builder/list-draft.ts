import { isFileField } from "@/lib/field-value";
import type { SheetColumn } from "@/lib/sheet/columns";
import { guessPromptBreak, type PromptBreak, readNumbers, readPrompts } from "@/lib/sheet/lists";
import { MAX_BULK_TASKS } from "@/lib/task-limits";

/** A list while somebody writes it. */
export interface ListDraft {
  readonly id: number;
  readonly key: string;
  readonly text: string;
  /** Null while the text itself decides. */
  readonly parted: PromptBreak | null;
  readonly files: readonly File[];
}

export type ListKind = "files" | "numbers" | "texts";

export function listKind({ field }: SheetColumn): ListKind {
  if (field === null) return "texts";
  if (isFileField(field)) return "files";
  return ["integer", "number", "seed"].includes(field.type) ? "numbers" : "texts";
}

/** The values of the list; `wrong` names what is no number. Files have theirs once they are in the sheet. */
export function readDraft(draft: ListDraft, kind: ListKind): { values: string[]; wrong: string | null } {
  if (kind === "files") return { values: draft.files.map(({ name }) => name), wrong: null };
  if (kind === "numbers") return readNumbers(draft.text, MAX_BULK_TASKS);
  return { values: readPrompts(draft.text, draft.parted ?? guessPromptBreak(draft.text)), wrong: null };
}

/** What people most often bring lists for: the first file, and the prompt that asks for something. */
export function firstDrafts(columns: readonly SheetColumn[]): ListDraft[] {
  const file = columns.find((column) => listKind(column) === "files");
  const prompts = columns.filter(({ field }) => field?.type === "textarea");
  const prompt = prompts.find(({ field }) => field?.role === "positive") ?? prompts[0];
  const chosen = [file, prompt].filter((column) => column !== undefined);
  return (chosen.length > 0 ? chosen : columns.slice(0, 1)).map(({ key }, id) => newDraft(id, key));
}

export function newDraft(id: number, key: string): ListDraft {
  return { id, key, text: "", parted: null, files: [] };
}
