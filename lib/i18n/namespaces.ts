/** One message file per namespace in lib/messages/{locale}/. A test checks that the languages have the same keys. */
export const NAMESPACES = [
  "common",
  "shell",
  "tasks",
  "task",
  "newTask",
  "batchBuilder",
  "batches",
  "workflows",
  "workflow",
  "accounts",
  "settings",
  "waiting",
  "unclear",
  "auth",
  "errors",
  "reasons",
] as const;
