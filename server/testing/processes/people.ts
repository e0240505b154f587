/** People at work: they press a button again when the product did not answer, and once more when it is back. */
import { Readable } from "node:stream";
import type { Actor } from "@/lib/actor";
import { isAppError } from "@/lib/errors";
import { createTaskSchema } from "@/lib/task-schemas";
import { aPicture } from "../pictures";
import { until } from "./until";
import type { World } from "./world";

/** The simulator's text-to-image sample, and the node that takes its prompt. */
const TEXT_TO_IMAGE = { workflowId: "1987654321098765402", prompt: "2" } as const;
/** A sample that takes a picture and a few words. */
const RESTYLE = { workflowId: "1987654321098765401", image: "2", prompt: "3" } as const;
const PERSON: Actor = { kind: "user", id: "person", name: "person@example.org", role: "admin" };

export type Press = "start" | "stop" | "remove";

/** Creates a task whose prompt no other has, so that the ledger tells tasks apart. @returns its id. */
export async function createTask({ office }: World, prompt: string, start = true): Promise<string> {
  let tries = 0;
  return again(`the task "${prompt}"`, async () => {
    tries += 1;
    const fieldValue = tries === 1 ? prompt : `${prompt}, try ${tries}`;
    const nodeInfoList = [{ nodeId: TEXT_TO_IMAGE.prompt, fieldName: "text", fieldValue }];
    const input = { workflowId: TEXT_TO_IMAGE.workflowId, nodeInfoList, start };
    return (await office.taskIntake.create(PERSON, createTaskSchema.parse(input))).id;
  });
}

/** Creates and starts a task whose file has to be sent to RunningHub first. @returns its id. */
export async function createTaskWithFile({ office }: World, prompt: string): Promise<string> {
  const stream = Readable.from([await aPicture(prompt)]);
  const upload = await office.uploads.store(PERSON, { fileName: "in.png", mimeType: "image/png", stream });
  const nodeInfoList = [
    { nodeId: RESTYLE.prompt, fieldName: "text", fieldValue: prompt },
    { nodeId: RESTYLE.image, fieldName: "image", uploadId: upload.id },
  ];
  const input = { workflowId: RESTYLE.workflowId, nodeInfoList, start: true };
  return (await office.taskIntake.create(PERSON, createTaskSchema.parse(input))).id;
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
