const MAX_WORDS = 300;

/** The gist of a technical failure in a line, for people who run HubQueue. */
export function reasonOf(error: unknown): string {
  // A refused connection to a name with several addresses has its reasons inside and no message of its own.
  if (error instanceof AggregateError && error.message === "")
    return error.errors.map(reasonOf).join("; ").slice(0, MAX_WORDS);
  const words = error instanceof Error ? error.message || error.name : String(error);
  // Database clients put the place of the call above, and the cause last.
  const lines = words.split("\n").filter((line) => line.trim() !== "");
  return (lines.at(-1) ?? words).trim().slice(0, MAX_WORDS);
}
