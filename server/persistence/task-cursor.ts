/** Keyset cursors: where a page begins or ends, and which way to read from there. Opaque to clients; bound to the list and the sort they were made for. */
import { z } from "zod";
import { AppError } from "@/lib/errors";

const cursorSchema = z.tuple([
  z.string(),
  z.enum(["after", "before", "upTo"]),
  z.literal([0, 1]),
  z.iso.datetime().refine((value) => !value.startsWith("0000")),
  z.uuid(),
]);

/** The place of a task in an order: which part of the list it is in, its moment there, and its id where moments are equal. */
export interface Position {
  readonly part: 0 | 1;
  readonly at: string;
  readonly id: string;
}

/** The page that follows a position, the one that ends before it, or the one that ends with it. */
export interface Cursor {
  readonly reads: "after" | "before" | "upTo";
  readonly position: Position;
}

export function encodeCursor(sort: string, { reads, position }: Cursor): string {
  const { part, at, id } = position;
  return Buffer.from(JSON.stringify([sort, reads, part, at, id])).toString("base64url");
}

/** @throws AppError INVALID_INPUT for a cursor that is not ours, or that belongs to another sort. */
export function decodeCursor(sort: string, cursor: string): Cursor {
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
  const [, reads, part, at, id] = parsed.data;
  return { reads, position: { part, at, id } };
}
