/** Engines that are wrong about slots. */
import { TaskStatusService } from "../../../services/task-status-service";
import { otherMethod, otherSql, type Variant } from "./variant";

type Cancel = (this: unknown, ...args: never[]) => Promise<void>;

export const SLOT_VARIANTS: readonly Variant[] = [
  {
    name: "release-on-stop",
    wrong: "stopping a task frees its slot although the run goes on",
    themes: ["cancels"],
    change: otherSql(
      "TaskRepository.stop",
      "UPDATE attempt SET cancel_request_at",
      "UPDATE attempt SET released_at = clock_timestamp(), cancel_request_at",
    ),
  },
  {
    name: "release-on-timeout",
    wrong: "a time-out frees the slot although the run goes on",
    themes: ["cancels"],
    change: otherSql(
      "WatchRepository.timeOut",
      "UPDATE attempt SET cancel_request_at",
      "UPDATE attempt SET released_at = clock_timestamp(), cancel_request_at",
    ),
  },
  {
    name: "count-instead-of-slots",
    wrong: "room is what active tasks leave, in place of slot rows and their unique index",
    themes: ["answers", "cancels"],
    sql: {
      break: "DROP INDEX attempt_slot_held",
      mend: `CREATE UNIQUE INDEX attempt_slot_held ON attempt (account_id, slot_no) WHERE released_at IS NULL`,
    },
    change: otherSql(
      "AttemptRepository.claim",
      "NOT EXISTS (SELECT 1 FROM attempt x WHERE x.account_id = room.id AND x.slot_no = n AND x.released_at IS NULL)",
      "(SELECT count(*) FROM task busy WHERE busy.status IN ('QUEUED', 'RUNNING')) < room.slot_limit",
    ),
  },
  {
    name: "no-cancel",
    wrong: "a stopped run is never cancelled on RunningHub",
    themes: ["cancels"],
    change: otherMethod<Cancel>(TaskStatusService.prototype, "cancel", (_right, did) => async () => {
      did();
    }),
  },
];
