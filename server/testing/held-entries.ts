/** A transaction that has written entries of a timeline, and ends when the test wants it to. */
import type { Database } from "../persistence/prisma";

export interface HeldEntries {
  commit(): Promise<void>;
  rollBack(): Promise<void>;
}

/** @param taskIds an entry for each; a task may be named more than once */
export async function writeAndHold(db: Database, taskIds: readonly string[]): Promise<HeldEntries> {
  let end: (how: "commit" | "rollBack") => void = () => undefined;
  const ending = new Promise<"commit" | "rollBack">((resolve) => {
    end = resolve;
  });
  let tellWritten: () => void = () => undefined;
  const written = new Promise<void>((resolve) => {
    tellWritten = resolve;
  });
  const rolledBack = new Error("rolled back, as the test wants it");
  const transaction = db.$transaction(
    async (tx) => {
      await tx.taskEvent.createMany({
        data: taskIds.map((taskId) => ({ taskId, type: "test", actor: "test" })),
      });
      tellWritten();
      if ((await ending) === "rollBack") throw rolledBack;
    },
    { timeout: 60_000 },
  );
  await Promise.race([written, transaction]);
  return {
    commit: () => {
      end("commit");
      return transaction;
    },
    rollBack: async () => {
      end("rollBack");
      await transaction.catch((error: unknown) => {
        if (error !== rolledBack) throw error;
      });
    },
  };
}
