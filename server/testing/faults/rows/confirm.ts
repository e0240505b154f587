import { DONE, GIVEN_UP, RUNNING, SENDING, UNCLEAR } from "../outcomes";
import { rowsOf } from "../row";

/** Writing down the first news that names the run: the answer to the create call, or without a usable one the webhook. */
export const CONFIRM = rowsOf("confirm", [
  {
    fault: "process killed",
    happens: "The server dies with the answer in hand, before it is written down.",
    meanwhile: UNCLEAR,
    settledBy:
      "The name of the run died with the server. RunningHub's count of runs keeps the slot while the run lives; after the grace the task is given up.",
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "process killed",
    when: "once it is written down",
    happens: "The server dies right after the commit.",
    meanwhile: RUNNING,
    settledBy: "The next process looks at the run it finds written down.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "process frozen for twice the lease",
    happens: "The server stands still with the answer in hand; another one takes the queue over.",
    meanwhile: SENDING,
    settledBy: "It writes the answer down when it goes on. A fact is accepted from whoever has it.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "process frozen for twice the lease",
    when: "in the middle of the write",
    happens: "The server stands still inside the transaction, with the task's row locked.",
    meanwhile: SENDING,
    settledBy: "It finishes the transaction when it goes on; the others wait for the row so long.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "reply lost",
    happens: "The database commits the answer, and the word of that is lost.",
    meanwhile: RUNNING,
    settledBy: "The write is repeated, finds the run written down already and changes nothing.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "reply late",
    happens: "The answer was lost, and the webhook that names the run comes after the task was given up.",
    meanwhile: GIVEN_UP,
    settledBy:
      "The webhook carries the attempt's own token, so the run is known after all, and its success corrects the task.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "5xx after accept",
    happens:
      "A 502 is all that came back of the create call, so there is nothing to write down; webhooks are on.",
    meanwhile: UNCLEAR,
    settledBy: "The webhook names the run.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "HTML",
    happens:
      "A web page is all that came back of the create call, so there is nothing to write down; webhooks are on.",
    meanwhile: UNCLEAR,
    settledBy: "The webhook names the run.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "connection refused",
    happens: "The database refuses connections when the answer is to be written down.",
    meanwhile: SENDING,
    settledBy: "The server holds the answer and repeats the write until the database is back.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "connection refused",
    when: "of the webhook",
    happens: "The answer was lost, and RunningHub finds nobody at our address when it sends its webhook.",
    meanwhile: UNCLEAR,
    settledBy:
      "As without webhooks: RunningHub's count of runs keeps the slot while the run lives; after the grace the task is given up.",
    end: GIVEN_UP,
    runs: 1,
  },
  {
    fault: "reset",
    happens: "The connection to the database is reset in the middle of the write.",
    meanwhile: null,
    settledBy: "The database rolls back, and the write is repeated at once.",
    end: DONE,
    runs: 1,
  },
  {
    fault: "database restarted",
    happens: "PostgreSQL restarts just as the answer is to be written down.",
    meanwhile: SENDING,
    settledBy: "The server holds the answer and repeats the write until the database is back.",
    end: DONE,
    runs: 1,
    ground: "sockets",
  },
  {
    fault: "half-open TCP",
    happens: "The connections to the database stand, and everything sent on them vanishes.",
    meanwhile: SENDING,
    settledBy: "Each statement has a time limit; the write is repeated over a connection that works.",
    end: DONE,
    runs: 1,
    ground: "sockets",
  },
]);
