import type { TaskAction } from "@/lib/task-status";

/** THE table of the list's keys: what the page listens to and what its help tells. `key` is the event's. */
export const LIST_KEYS = [
  { key: "/", shown: ["/"], does: "search" },
  { key: "j", shown: ["j"], does: "down" },
  { key: "k", shown: ["k"], does: "up" },
  { key: "Enter", shown: ["Enter"], does: "open" },
  { key: "x", shown: ["x"], does: "select" },
  { key: "X", shown: ["Shift", "x"], does: "range" },
  { key: "a", shown: ["a"], does: "selectPage" },
  { key: "s", shown: ["s"], does: "start" },
  { key: "t", shown: ["t"], does: "stop" },
  { key: "d", shown: ["d"], does: "delete" },
  { key: "n", shown: ["n"], does: "create" },
  { key: "Escape", shown: ["Esc"], does: "clear" },
  { key: "?", shown: ["?"], does: "help" },
] as const satisfies readonly { key: string; shown: readonly string[]; does: string }[];

export type ListDeed = (typeof LIST_KEYS)[number]["does"];

/** The deeds that are actions of tasks: of the selected ones or, without a selection, of the row one is on. */
export function isTaskAction(deed: ListDeed): deed is Extract<ListDeed, TaskAction> {
  return deed === "start" || deed === "stop" || deed === "delete";
}
