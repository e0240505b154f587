/** Engines that are wrong about who may decide, on which news, and in which order. */
import { otherSql, together, type Variant } from "./variant";

export const DECISION_VARIANTS: readonly Variant[] = [
  {
    name: "no-fence",
    wrong:
      "a deposed process decides on stale evidence: neither the lease is checked nor what is written now",
    themes: ["stale"],
    shownBy: 2,
    change: together(
      otherSql("", "WHERE name = 'scheduler' AND holder = ", "WHERE name = 'scheduler' OR holder = "),
      // Giving up looks once more in its own transaction, which alone would save it.
      otherSql("AttemptRepository.giveUpUnknown", "greatest(answered_at, alive_at) <= ", "answered_at <= "),
    ),
  },
  {
    name: "confirm-by-status-only",
    wrong: "news of a run moves its task whether or not the task has been started again since",
    themes: ["people", "cancels"],
    shownBy: 10,
    // Compares with the task's own id, which is never that of an attempt: always true.
    change: otherSql(
      "",
      "AND deleted_at IS NULL AND current_attempt_id = ",
      "AND deleted_at IS NULL AND id <> ",
    ),
  },
  {
    name: "newest-first",
    wrong: "the youngest waiting task is claimed first",
    themes: ["people"],
    shownBy: 1,
    functions: [
      {
        name: "next_in_line",
        right: `ORDER BY t."created_at", t."id" LIMIT 1`,
        wrong: `ORDER BY t."created_at" DESC, t."id" DESC LIMIT 1`,
      },
    ],
  },
];
