/** Keys that make a create safe to send again: the server does what it knows already only once. */
import type { Operation } from "@trpc/client";

/** The member of its input that is the key. */
const MEMBER: Readonly<Record<string, string>> = {
  "tasks.create": "id",
  "tasks.createBulk": "batchId",
  "tasks.runAgain": "as",
  "operations.request": "id",
  "operations.undo": "id",
};

/** The same call with a key, if it takes one and its caller has given none. */
export function withKey(operation: Operation): Operation {
  const member = MEMBER[operation.path];
  const { input } = operation;
  if (member === undefined || hasKey(operation) || typeof input !== "object" || input === null)
    return operation;
  return { ...operation, input: { ...input, [member]: crypto.randomUUID() } };
}

export function hasKey({ path, input }: Operation): boolean {
  const member = MEMBER[path];
  if (member === undefined || typeof input !== "object" || input === null) return false;
  return new Map<string, unknown>(Object.entries(input)).get(member) !== undefined;
}
