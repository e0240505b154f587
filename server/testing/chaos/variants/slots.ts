/** Engines that are wrong about slots. */
import { TaskStatusService } from "../../../services/task-status-service";
import { otherMethod, otherSql, type Variant } from "./variant";

type Cancel = (this: unknown, ...args: never[]) => Promise<void>;

export const SLOT_VARIANTS: readonly Variant[] = [
  {
    name: "release-on-stop",
    wrong: "stopping a task frees its slot although the run goes on",
    themes: ["cancels"],
    shownBy: 6,
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
    shownBy: 8,
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
    shownBy: 1,
    sql: {
      break: "DROP INDEX attempt_slot_held",
      mend: `CREATE UNIQUE INDEX attempt_slot_held ON attempt (account_id, slot_no) WHERE released_at IS NULL`,
    },
    functions: [
      {
        name: "claim_attempt",
        right: `(SELECT a."id" FROM "attempt" a WHERE a."account_id" = the_account AND a."slot_no" = n AND a."released_at" IS NULL LIMIT 1) IS NULL`,
        wrong: `(SELECT count(*) FROM "task" busy WHERE busy."status" IN ('QUEUED', 'RUNNING')) < room."slot_limit"`,
      },
    ],
    // The question which accounts have room at all must be wrong in the same way, or nobody would ask for the claim.
    change: otherSql(
      "AccountRepository.claimable",
      "(SELECT count(*) FROM attempt x WHERE x.account_id = a.id AND x.released_at IS NULL) < a.slot_limit",
      "(SELECT count(*) FROM task busy WHERE busy.status IN ('QUEUED', 'RUNNING')) < a.slot_limit",
    ),
  },
  {
    name: "no-cancel",
    wrong: "a stopped run is never cancelled on RunningHub",
    themes: ["cancels"],
    shownBy: 3,
    change: otherMethod<Cancel>(TaskStatusService.prototype, "cancel", (_right, did) => async () => {
      did();
    }),
  },
];
