/** Renders docs/task-lifecycle.md from the state machine, so that the two cannot differ. */
import {
  ACTIVE_STATUSES,
  actionsFor,
  FINALIZED_STATUSES,
  next,
  startLabel,
  TASK_EVENT_NAMES,
  TASK_EVENTS,
  TASK_STATUSES,
} from "../../lib/task-status";
import { table } from "./table";

export function renderTaskLifecycle(): string {
  const edges = TASK_EVENT_NAMES.flatMap((event) =>
    TASK_EVENTS[event].from.map((from) => `  ${from} --> ${TASK_EVENTS[event].to}: ${event}`),
  );
  return `# The life of a task

Generated from \`lib/task-status.ts\` by \`npm run docs\`; a test compares the two. Do not edit by hand.

Active (on RunningHub): ${ACTIVE_STATUSES.join(", ")}. Finalized (with a completion time): ${FINALIZED_STATUSES.join(", ")}.

## What people can do

${table(
  ["status", "actions"],
  TASK_STATUSES.map((status) => [
    status,
    actionsFor(status)
      .map((action) => (action === "start" ? startLabel(status) : action))
      .join(", "),
  ]),
)}

A batch offers an action when every selected task does.

## What can happen

${table(
  ["event", "brought about by", ...TASK_STATUSES],
  TASK_EVENT_NAMES.map((event) => [
    event,
    TASK_EVENTS[event].by,
    ...TASK_STATUSES.map((status) => next(status, event) ?? "–"),
  ]),
)}

A dash: the event changes nothing in that status. Every write repeats this table in its \`WHERE\`, so of two racing callers one changes no row.

\`\`\`mermaid
stateDiagram-v2
  [*] --> READY
${edges.join("\n")}
\`\`\`
`;
}
