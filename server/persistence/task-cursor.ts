/** Keyset cursors: where a page ended. Opaque to clients; bound to the sort they were made for. */
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { ListTasks } from "@/lib/task-schemas";

const cursorSchema = z.tuple([
  z.string(),
  z.iso.datetime().refine((value) => !value.startsWith("0000")),
  z.uuid(),
]);

export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

export function encodeCursor(sort: ListTasks["sort"], at: Position): string {
  return Buffer.from(JSON.stringify([sort, at.createdAt, at.id])).toString("base64url");
}

/** @throws AppError INVALID_INPUT for a cursor that is not ours, or that belongs to another sort. */
export function decodeCursor(sort: ListTasks["sort"], cursor: string): Position {
  const refusal = new AppError(
    "INVALID_INPUT",
    "cursor: is not valid for this list; start again without a cursor",
    { field: "cursor" },
  );
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw refusal;
  }
  const parsed = cursorSchema.safeParse(json);
  if (!parsed.success || parsed.data[0] !== sort) throw refusal;
  return { createdAt: parsed.data[1], id: parsed.data[2] };
}
