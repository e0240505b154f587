import { BACKING_OFF, DONE, GIVEN_UP, PREPARING, SENDING, TRYING_AGAIN, UNCLEAR } from "../outcomes";
import { rowsOf } from "../row";

const GRACE =
  "RunningHub counts one run more than HubQueue can name, so the slot is kept while that run lives; after the grace without such a sign the task is given up";
const NO_SIGN = "RunningHub's count of runs shows none, and after the grace the task is given up";

/** The create call, with the upload and the write of SENT before it. */
export const SUBMIT = rowsOf("submit", [
  {
    fault: "process killed",
    happens: "The server dies while the create call is under way; RunningHub begins the run.",
    meanwhile: UNCLEAR,
    settledBy: `The next process sees that the sender is gone. ${GRACE}.`,
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "process killed",
    when: "before SENT is written",
    happens: "The server dies with the slot taken and nothing sent.",
    meanwhile: PREPARING,
    settledBy: "The next process undoes the attempt, which provably sent nothing, and submits the task.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "process killed",
    when: "after SENT is written",
    happens: "The server dies before the first byte of the create call leaves.",
    meanwhile: UNCLEAR,
    settledBy: `Nobody can tell that nothing was sent. ${NO_SIGN}.`,
    end: GIVEN_UP,
    runs: 0,
  },
  {
    fault: "process frozen for twice the lease",
    happens: "The server stands still while the create call is under way; another one takes the queue over.",
    meanwhile: SENDING,
    settledBy: "The frozen server reads its answer when it goes on. A fact is accepted from whoever has it.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "process frozen for twice the lease",
    when: "after SENT is written",
    happens: "The server stands still between the write and the first byte.",
    meanwhile: SENDING,
    settledBy:
      "When it goes on, more than two seconds have passed since the write: it sends nothing and undoes the attempt; the task is submitted anew.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "reply lost",
    happens: "RunningHub begins the run; its answer never arrives.",
    meanwhile: UNCLEAR,
    settledBy: `The call is given up after a minute. ${GRACE}.`,
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "reply late",
    happens: "RunningHub begins the run; its answer comes when the call has been given up.",
    meanwhile: UNCLEAR,
    settledBy: `The connection is gone, so nobody reads the answer. ${GRACE}.`,
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "reply late",
    when: "within the minute it is waited for",
    happens: "RunningHub takes most of a minute to answer.",
    meanwhile: SENDING,
    settledBy: "The answer names the run.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "5xx after accept",
    happens: "RunningHub begins the run; a gateway answers 502 in its place.",
    meanwhile: UNCLEAR,
    settledBy: `A 5xx proves nothing. ${GRACE}.`,
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "5xx after accept",
    when: "of an upload",
    happens: "A file of the task is taken by RunningHub; a gateway answers 502 in its place.",
    meanwhile: BACKING_OFF,
    settledBy:
      "Uploads are repeated, five times in all; then the slot is let go and the task waits for its next try.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "HTML",
    happens: "RunningHub begins the run; a web page comes back with status 200.",
    meanwhile: UNCLEAR,
    settledBy: `What cannot be read proves nothing. ${GRACE}.`,
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "connection refused",
    happens: "Nobody listens at RunningHub's address.",
    meanwhile: BACKING_OFF,
    settledBy:
      "No byte was sent, which is proof: the slot is free at once, and the task is tried again with growing pauses.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "reset",
    happens: "RunningHub begins the run; the connection is reset before its answer.",
    meanwhile: UNCLEAR,
    settledBy: `A reset after the request proves nothing. ${GRACE}.`,
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "database restarted",
    happens: "PostgreSQL restarts while the create call is under way.",
    meanwhile: SENDING,
    settledBy: "The sender still has its call, and writes the answer down when it comes.",
    end: DONE,
    runs: 1,
    ground: "sockets",
  },
  {
    fault: "database restarted",
    when: "as SENT is written",
    happens: "SENT is committed, and the database goes away before it says so.",
    meanwhile: TRYING_AGAIN,
    settledBy:
      "The server knows that it has sent nothing: it undoes the attempt once the database is back, and tries again.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "half-open TCP",
    happens: "The connection stands, and everything sent on it vanishes.",
    meanwhile: UNCLEAR,
    settledBy: `The call is given up at its time limit. ${NO_SIGN}.`,
    end: GIVEN_UP,
    runs: 0,
    ground: "sockets",
  },
]);
