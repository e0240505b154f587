/** Engines that are wrong about the create call. */
import { AttemptRepository } from "../../../persistence/attempt-repository";
import type { CreateVerdict } from "../../../runninghub/contract";
import { TaskQueueService } from "../../../services/task-queue-service";
import { otherMethod, together, type Variant } from "./variant";

interface Claim {
  readonly attemptId: string;
}
type Record = (this: unknown, claim: Claim, verdict: CreateVerdict, reply: unknown) => Promise<void>;
type MarkSent = (this: unknown, lease: unknown, claim: Claim, sending: unknown) => Promise<unknown>;
type Doubt = (this: unknown, attemptId: string, reply: unknown, reason: unknown) => Promise<void>;

/** What `record` is told in place of "unknown". */
function insteadOfUnknown(verdict: (message: string) => CreateVerdict) {
  return otherMethod<Record>(
    TaskQueueService.prototype,
    "record",
    (right, did) =>
      function (claim, told, reply) {
        if (told.kind !== "unknown") return right.call(this, claim, told, reply);
        did();
        return right.call(this, claim, verdict(told.message), reply);
      },
  );
}

/** The calls that still have to be marked as sent, by attempt. */
const unmarked = new Map<string, () => Promise<unknown>>();

export const SUBMIT_VARIANTS: readonly Variant[] = [
  {
    name: "resend-on-timeout",
    wrong: "a create without an answer is sent again",
    themes: ["answers"],
    shownBy: 2,
    change: insteadOfUnknown((message) => ({ kind: "not-sent", message })),
  },
  {
    name: "error-is-refusal",
    wrong: "a create that ended in an error counts as refused: the slot is free",
    themes: ["answers"],
    shownBy: 16,
    change: insteadOfUnknown((message) => ({ kind: "rejected", code: "ERROR", message })),
  },
  {
    name: "sent-after-call",
    wrong: "the attempt is marked as sent after the create call instead of before",
    themes: ["deaths"],
    shownBy: 2,
    change: together(
      otherMethod<MarkSent>(
        AttemptRepository.prototype,
        "markSent",
        (right, did) =>
          async function (lease, claim, sending) {
            did();
            unmarked.set(claim.attemptId, async () => right.call(this, lease, claim, sending));
            return { idleSeconds: 0 };
          },
      ),
      otherMethod<Record>(
        TaskQueueService.prototype,
        "record",
        (right, did) =>
          async function (claim, verdict, reply) {
            did();
            await unmarked.get(claim.attemptId)?.();
            unmarked.delete(claim.attemptId);
            return right.call(this, claim, verdict, reply);
          },
      ),
    ),
  },
  {
    name: "resend-after-crash",
    wrong: "an attempt whose sender died is put back in line as if nothing had been sent",
    themes: ["deaths"],
    shownBy: 12,
    change: otherMethod<Doubt>(
      AttemptRepository.prototype,
      "doubt",
      (right, did) =>
        async function (attemptId, reply, reason) {
          if (reply !== null) return right.call(this, attemptId, reply, reason);
          did();
          if (this instanceof AttemptRepository) await this.undo(attemptId, ["SENT"], null);
        },
    ),
  },
  {
    name: "no-grace",
    wrong: "an unknown submit is given up at the first look that shows nothing",
    themes: ["late", "stale"],
    shownBy: 2,
    settings: { SUBMIT_UNKNOWN_GRACE_SECONDS: "0" },
  },
];
