/** Renders docs/faults.md from the fault table and the words of the pages, so that document, tests and product agree. */
import common from "../../lib/messages/en/common.json";
import reasons from "../../lib/messages/en/reasons.json";
import task from "../../lib/messages/en/task.json";
import waiting from "../../lib/messages/en/waiting.json";
import { isFinalized } from "../../lib/task-status";
import { OUTCOMES } from "../../server/testing/faults/outcomes";
import { AWAITS, type Await, type Outcome, type Row, titleOf } from "../../server/testing/faults/row";
import { FAULT_TABLE, PROOFS } from "../../server/testing/faults/table";
import { table } from "./table";

const TITLES: Readonly<Record<Await, string>> = {
  submit: "Submit: the call that starts a run",
  confirm: "Confirm: writing down which run it is",
  refresh: "Refresh: a look at a run",
  stop: "Stop: a person's stop",
  timeout: "Timeout: the limit of a task",
  download: "Download: copying a result",
};

const ABOUT: Readonly<Record<Await, string>> = {
  submit:
    "The create call costs money, cannot be repeated safely and cannot be looked up. Before it, files are uploaded and SENT is written down. Without `PUBLIC_URL` here: with it, the webhook may name the run (see confirm).",
  confirm:
    "The first news that names the run is written down: the answer to the create call, or without a usable one RunningHub's webhook, which carries a secret of the attempt.",
  refresh: "The run goes on at RunningHub, whatever happens to a look at it.",
  stop: "The stop itself is one write. What takes time is the cancel on RunningHub, and the looks that verify it.",
  timeout:
    "The decision is one write, by the database's clock. What takes time is the cancel on RunningHub, and the looks that verify it.",
  download: "RunningHub keeps results for about a day, so each file is copied here.",
};

export function renderFaultTable(): string {
  const [world, sockets] = Object.values(PROOFS);
  return `# What becomes of a task when something fails

Generated from \`server/testing/faults/table.ts\` by \`npm run docs\`; a test compares the two. Do not edit by hand.

HubQueue waits for somebody else at six places. At each of them a process can die or stand still, an answer can be lost, late or
unreadable, a connection can break or go silent, and the database can restart. This page says what each of these comes to. The
design behind it is in [the architecture](architecture.md#life-of-a-task-through-the-engine).

- A **slot** is room for one run on a RunningHub account. While it is held, nothing else is submitted in its place.
- An **attempt** is one submit of a task: PREPARED (nothing sent), SENT (the call may be on its way), ACCEPTED (RunningHub named the run),
  UNKNOWN (nobody knows whether a run began), or undone, when it provably started nothing.
- The **grace** is \`SUBMIT_UNKNOWN_GRACE_SECONDS\`: so long without a sign of a run, and an unknown submit is given up. It is never sent
  again by itself. A person who knows better can send again before that, or link the run, then or later.
- **Frozen for twice the lease** is 16 seconds of standing still, with another process ready to take over.
- **Half-open** is a connection that stands and carries nothing: what is sent vanishes, and nobody is told.

In every row what failed is healed in the end, RunningHub's run ends by itself unless it is cancelled, and the next task in line then
gets the slot. A test of that name proves the row: it compares task, attempt, slot and result with the row, and RunningHub's own ledger with
"paid": how many runs began for the one start. It is never more than one.
Rows proved in virtual time are in \`${world}\`, those that need real sockets in \`${sockets}\`.

## How it can stand with a task

${table(["name", "task", "attempt", "slot", "what the person sees"], Object.entries(OUTCOMES).map(renderOutcome))}

${AWAITS.map(renderAwait).join("\n\n")}
`;
}

function renderOutcome([name, outcome]: [string, Outcome]): string[] {
  const attempt = outcome.attempt === "none" ? "undone" : outcome.attempt;
  const reason = outcome.reason === null ? "" : ` \`${outcome.reason}\``;
  const kept = isFinalized(outcome.status) && outcome.slot === "held" ? ` ${task.attempts.releasing}` : "";
  return [`**${name}**`, outcome.status + reason, attempt, outcome.slot, seen(outcome) + kept];
}

function renderAwait(where: Await): string {
  const rows = FAULT_TABLE.filter((row) => row.await === where);
  const head = ["fault", "what happens, and what settles it", "meanwhile", "in the end", "paid", "test"];
  return `## ${TITLES[where]}

${ABOUT[where]}

${table(head, rows.map(renderRow))}`;
}

function renderRow(row: Row): string[] {
  const { fault, when, happens, meanwhile, settledBy, end, runs } = row;
  const name = when === null ? `**${fault}**` : `**${fault}**, ${when}`;
  const file = PROOFS[row.ground].split("/").at(-1) ?? "";
  return [
    name,
    `${happens} ${settledBy}`,
    meanwhile === null ? "nothing of it is seen" : nameOf(meanwhile),
    nameOf(end),
    String(runs),
    `${file} › ${titleOf(row)}`,
  ];
}

function nameOf(outcome: Outcome): string {
  const name = Object.keys(OUTCOMES).find((each) => OUTCOMES[each] === outcome);
  if (name === undefined) throw new Error(`an outcome without a name: ${JSON.stringify(outcome)}`);
  return `${name} (${outcome.status}, slot ${outcome.slot})`;
}

/** The words a person reads on the task's page. */
function seen({ status, reason, waiting: code, result }: Outcome): string {
  if (result === "PENDING") return `${common.statusMeaning[status]} ${task.outputs.pending}`;
  if (result === "FAILED") return task.outputs.failures.FETCH_FAILED;
  if (code === "BACKING_OFF" && reason !== null) return both(reasons[reason].title, waiting[code].text);
  if (code === "UNSETTLED" || code === "SUBMITTING") return both(waiting[code].title, waiting[code].text);
  if (code !== null) throw new Error(`no words for ${code}`);
  return reason === null ? common.statusMeaning[status] : both(reasons[reason].title, reasons[reason].text);
}

const both = (title: string, text: string) => `“${title}.” ${text}`;
