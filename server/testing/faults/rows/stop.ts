import {
  DONE,
  RUNNING,
  STOPPED,
  STOPPED_UNNAMED,
  STOPPING,
  STOPPING_UNANSWERED,
  STOPPING_UNNAMED,
} from "../outcomes";
import { type RowSpec, rowsOf } from "../row";

const AGAIN = "The cancel is sent again until a look shows that the run is over; only then is the slot free.";
const kept = (fault: RowSpec["fault"], happens: string, rest: Partial<RowSpec> = {}): RowSpec => ({
  fault,
  happens,
  meanwhile: STOPPING,
  settledBy: AGAIN,
  end: STOPPED,
  runs: 1,
  ...rest,
});

/** A person's stop: the cancel on RunningHub, and the looks that verify it. */
export const STOP = rowsOf("stop", [
  kept("process killed", "The server dies once RunningHub has taken the cancel, before it has looked.", {
    settledBy:
      "That the run is to be cancelled is written down with the stop; the next process goes on with it.",
  }),
  kept("process frozen for twice the lease", "The server stands still before the cancel leaves.", {
    settledBy:
      "Another server takes the queue over and cancels. A second cancel from the frozen one does no harm.",
  }),
  kept("reply lost", "RunningHub takes the cancel; neither its answer nor those to the looks arrive.", {
    settledBy: "The slot is kept until a look succeeds and shows that the run is over.",
  }),
  kept(
    "reply lost",
    "The stop is pressed while the create call is under way, and the answer of that is lost.",
    {
      when: "of the create call",
      meanwhile: STOPPING_UNNAMED,
      settledBy:
        "A run without a name cannot be cancelled. RunningHub's count of runs keeps the slot while it lives, and for the grace after it.",
      end: STOPPED_UNNAMED,
    },
  ),
  kept("reply late", "RunningHub takes the cancel; the answers come when the calls have been given up.", {
    settledBy: "The slot is kept until a look succeeds and shows that the run is over.",
  }),
  kept(
    "reply late",
    "The stop is pressed while the create call is under way, and its answer takes most of a minute.",
    {
      when: "of the create call",
      meanwhile: STOPPING_UNANSWERED,
      settledBy: "The answer names the run, and it is cancelled.",
    },
  ),
  kept("5xx after accept", "RunningHub takes the cancel; a gateway answers 502, to the looks too.", {
    settledBy: "The slot is kept until a look succeeds and shows that the run is over.",
  }),
  kept("HTML", "RunningHub takes the cancel; web pages come back with status 200, for the looks too.", {
    settledBy: "The slot is kept until a look succeeds and shows that the run is over.",
  }),
  kept("connection refused", "Nobody listens at RunningHub's address, so the run goes on."),
  kept("reset", "RunningHub takes the cancel; connections are reset before its answers.", {
    settledBy: "The slot is kept until a look succeeds and shows that the run is over.",
  }),
  kept("database restarted", "PostgreSQL restarts between the stop and the cancel's answer.", {
    settledBy:
      "That the run is to be cancelled is written down with the stop, and done when the database is back.",
    ground: "sockets",
  }),
  kept(
    "database restarted",
    "PostgreSQL is away when the person presses stop: the stop is answered with an error.",
    {
      when: "as stop is pressed",
      meanwhile: RUNNING,
      settledBy:
        "Nothing was stopped, and the person was told so: the run goes on to its own end unless stop is pressed again.",
      end: DONE,
      ground: "sockets",
    },
  ),
  kept(
    "half-open TCP",
    "Connections to RunningHub stand, and everything sent on them vanishes; the run goes on.",
    {
      ground: "sockets",
    },
  ),
]);
