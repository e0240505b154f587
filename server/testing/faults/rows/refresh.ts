import { DONE, RUNNING } from "../outcomes";
import { type RowSpec, rowsOf } from "../row";

const LATER =
  "A look that fails tells nothing of the run. The next looks come later each time, and the first that succeeds finds the end.";
const unseen = (fault: RowSpec["fault"], happens: string, rest: Partial<RowSpec> = {}): RowSpec => ({
  fault,
  happens,
  meanwhile: RUNNING,
  settledBy: LATER,
  end: DONE,
  runs: 1,
  ...rest,
});

/** A look at the run. */
export const REFRESH = rowsOf("refresh", [
  unseen("process killed", "The server dies with RunningHub's answer in hand.", {
    settledBy: "The look is still due, so the next process takes it.",
  }),
  unseen("process killed", "The server dies as it writes down the end of the run.", {
    when: "at the end of the run",
    settledBy:
      "Outputs, cost, end and slot are one transaction: nothing of it was done, and the next process looks again.",
  }),
  unseen(
    "process frozen for twice the lease",
    "The server stands still with the answer in hand; meanwhile the run ends.",
    {
      settledBy:
        "Another server takes the queue over and finds the end. When the frozen one goes on, its old news changes nothing.",
    },
  ),
  unseen("reply lost", "RunningHub's answers never arrive; meanwhile the run ends."),
  unseen(
    "reply late",
    "RunningHub's answers come when the calls have been given up; meanwhile the run ends.",
  ),
  unseen("5xx after accept", "A gateway answers 502 in RunningHub's place; meanwhile the run ends."),
  unseen("HTML", "A web page comes back with status 200; meanwhile the run ends."),
  unseen("connection refused", "Nobody listens at RunningHub's address; meanwhile the run ends."),
  unseen("reset", "Connections are reset before an answer; meanwhile the run ends."),
  unseen("database restarted", "PostgreSQL is away while the run ends.", {
    settledBy: "The look is still due when the database is back.",
    ground: "sockets",
  }),
  unseen(
    "half-open TCP",
    "Connections to RunningHub stand, and everything sent on them vanishes; meanwhile the run ends.",
    {
      settledBy: "Each call is given up at its time limit, and the next opens a connection of its own.",
      ground: "sockets",
    },
  ),
]);
