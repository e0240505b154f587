import { DONE, FETCHING, NOT_FETCHED } from "../outcomes";
import { type RowSpec, rowsOf } from "../row";

const AGAIN = "The copy is tried again, with growing pauses, eight times in all.";
const copied = (fault: RowSpec["fault"], happens: string, rest: Partial<RowSpec> = {}): RowSpec => ({
  fault,
  happens,
  meanwhile: FETCHING,
  settledBy: AGAIN,
  end: DONE,
  runs: 1,
  ground: "sockets",
  ...rest,
});

/** Copying a result. The slot is free and the task a success by then: nothing here can start, or cost, a run. */
export const DOWNLOAD = rowsOf("download", [
  copied("process killed", "The server dies with the copy made, before that is written down.", {
    settledBy: "Whoever runs the queue next begins unfinished copies anew.",
    ground: "world",
  }),
  copied(
    "process frozen for twice the lease",
    "The server stands still with the copy made, before that is written down.",
    {
      settledBy:
        "Another server takes the queue over and copies anew; the frozen one writes the same file down again.",
      ground: "world",
    },
  ),
  copied("reply lost", "The file's host never answers."),
  copied("reply late", "The file's host answers when the call has been given up."),
  copied("5xx after accept", "The file's host answers 502."),
  copied("5xx after accept", "The file's host answers 502 to every try.", {
    when: "for good",
    settledBy:
      "After eight tries the copy is given up; the page says so while RunningHub may still have the file.",
    end: NOT_FETCHED,
  }),
  copied("HTML", "A web page comes back with status 200 in place of the picture."),
  copied("connection refused", "Nobody listens at the address of the file."),
  copied("reset", "The connection is reset in the middle of the file."),
  copied("database restarted", "PostgreSQL is away when the finished copy is to be written down.", {
    settledBy: "The copy is begun anew when the database is back.",
  }),
  copied("half-open TCP", "The connection stands, and everything sent on it vanishes.", {
    settledBy: `The call is given up at its time limit. ${AGAIN}`,
  }),
]);
