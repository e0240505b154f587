import { OVERDUE, RUNNING, TIMED_OUT } from "../outcomes";
import { type RowSpec, rowsOf } from "../row";

const AGAIN = "The cancel is sent again until a look shows that the run is over; only then is the slot free.";
const VERIFIED = "The slot is kept until a look succeeds and shows that the run is over.";
const late = (fault: RowSpec["fault"], happens: string, rest: Partial<RowSpec> = {}): RowSpec => ({
  fault,
  happens,
  meanwhile: OVERDUE,
  settledBy: VERIFIED,
  end: TIMED_OUT,
  runs: 1,
  ...rest,
});

/** The deadline: the decision in the database, the cancel on RunningHub, and the looks that verify it. */
export const TIMEOUT = rowsOf("timeout", [
  late("process killed", "The server dies as it decides that the task is over its limit.", {
    meanwhile: RUNNING,
    settledBy: "The deadline stands in the database, so the next process decides it.",
  }),
  late("process killed", "The server dies once RunningHub has taken the cancel, before it has looked.", {
    when: "after the cancel",
    settledBy:
      "That the run is to be cancelled is written down with the decision; the next process goes on with it.",
  }),
  late("process frozen for twice the lease", "The server stands still with the overdue task in hand.", {
    meanwhile: RUNNING,
    settledBy:
      "Another server takes the queue over and decides. The frozen one has lost the lease, so its decision is refused.",
  }),
  late("reply lost", "RunningHub takes the cancel; neither its answer nor those to the looks arrive."),
  late("reply late", "RunningHub takes the cancel; the answers come when the calls have been given up."),
  late("5xx after accept", "RunningHub takes the cancel; a gateway answers 502, to the looks too."),
  late("HTML", "RunningHub takes the cancel; web pages come back with status 200, for the looks too."),
  late("connection refused", "Nobody listens at RunningHub's address, so the run goes on.", {
    settledBy: AGAIN,
  }),
  late("reset", "RunningHub takes the cancel; connections are reset before its answers."),
  late("database restarted", "PostgreSQL is away when the deadline passes.", {
    meanwhile: RUNNING,
    settledBy: "The deadline stands in the database, and is decided by its clock when it is back.",
    ground: "sockets",
  }),
  late(
    "half-open TCP",
    "Connections to RunningHub stand, and everything sent on them vanishes; the run goes on.",
    {
      settledBy: AGAIN,
      ground: "sockets",
    },
  ),
]);
