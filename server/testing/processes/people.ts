/** People at work: they press a button again when the product did not answer, and once more when it is back. */
import type { Actor } from "@/lib/actor";
import { isAppError } from "@/lib/errors";
import { createTaskSchema } from "@/lib/task-schemas";
import { until } from "./until";
import type { World } from "./world";

/** The simulator's text-to-image sample, and the field that takes its prompt. */
const TEXT_TO_IMAGE = { workflowId: "1987654321098765402", nodeId: "2", fieldName: "text" } as const;
const PERSON: Actor = { kind: "user", id: "person", name: "person@example.org", role: "admin" };

export type Press = "start" | "stop" | "remove";

/** Creates a task whose prompt no other has, so that the ledger tells tasks apart. @returns its id. */
export async function createTask({ office }: World, prompt: string, start = true): Promise<string> {
  let tries = 0;
  return again(`the task "${prompt}"`, async () => {
    tries += 1;
    const { workflowId, nodeId, fieldName } = TEXT_TO_IMAGE;
    const fieldValue = tries === 1 ? prompt : `${prompt}, try ${tries}`;
    const input = { workflowId, nodeInfoList: [{ nodeId, fieldName, fieldValue }], start };
    return (await office.taskIntake.create(PERSON, createTaskSchema.parse(input))).id;
  });
}

/** @returns false when the task is not in a state for it. */
export async function press({ office }: World, button: Press, taskId: string): Promise<boolean> {
  return again(`${button} of ${taskId}`, async () => {
    try {
      await office.taskController[button](PERSON, taskId);
      return true;
    } catch (error) {
      if (isAppError(error)) return false;
      throw error;
    }
  });
}

/** Until it goes through: PostgreSQL may be away for a while. */
async function again<T>(what: string, act: () => Promise<T>): Promise<T> {
  const done = await until(what, async () =>
    act().then(
      (value) => ({ value }),
      () => null,
    ),
  );
  return done.value;
}
