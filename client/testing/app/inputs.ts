/** What compiles, and what must not: a line under "expect-error" that is none stops the compiler. */
import {
  createHubQueueClient,
  type HubQueueClient,
  type HubQueueError,
  type Inputs,
  type Outputs,
  type TaskView,
} from "hubqueue-client";

type IsAny<T> = 0 extends 1 & T ? true : false;
type Untyped<T> = {
  [Router in keyof T]: {
    [Name in keyof T[Router]]: IsAny<T[Router][Name]> extends true ? Name : never;
  }[keyof T[Router]];
}[keyof T];

/** No procedure takes or answers just anything. */
export const nothingUntyped: [
  [Untyped<Inputs>] extends [never] ? true : false,
  [Untyped<Outputs>] extends [never] ? true : false,
] = [true, true];

export async function right(client: HubQueueClient): Promise<(string | undefined)[]> {
  const filter: Inputs["tasks"]["list"] = { status: ["FAILED", "STOPPED"], limit: 20, hasError: true };
  const page = await client.tasks.list.query(filter);
  const first: TaskView | undefined = page.items[0];
  const detail: Outputs["tasks"]["get"] = await client.tasks.get.query({ id: first?.id ?? "" });
  const lane = await client.queue.lane.query();
  await client.tasks.batch.mutate({ action: "stop", target: { filter: { q: "cover" } } });
  await client.createTasks([
    { workflowId: "1", nodeInfoList: [{ nodeId: "3", fieldName: "seed", random: true }] },
  ]);
  return [detail.attempts[0]?.remoteId ?? undefined, lane.accounts[0]?.id, ...page.items.map(({ id }) => id)];
}

export async function wrong(client: HubQueueClient, error: HubQueueError): Promise<void> {
  // @ts-expect-error there is no such status
  await client.tasks.list.query({ status: ["LOST"] });
  // @ts-expect-error there is no such filter
  await client.tasks.list.query({ state: "FAILED" });
  // @ts-expect-error a limit is a number
  await client.tasks.list.query({ limit: "20" });
  // @ts-expect-error an id is text
  await client.tasks.get.query({ id: 1 });
  // @ts-expect-error a task is of a workflow
  await client.tasks.create.mutate({ start: true });
  // @ts-expect-error a remote id has more digits than a number keeps
  await client.tasks.create.mutate({ workflowId: 1987 });
  // @ts-expect-error there is no such machine
  await client.tasks.create.mutate({ workflowId: "1", instanceType: "huge" });
  // @ts-expect-error an input names its field
  await client.tasks.create.mutate({ workflowId: "1", nodeInfoList: [{ nodeId: "2", fieldValue: "x" }] });
  // @ts-expect-error rows of a bulk are tasks
  await client.createTasks([{ workflow: "1" }]);
  // @ts-expect-error there is no such action
  await client.tasks.batch.mutate({ action: "explode", target: { ids: ["1"] } });
  // @ts-expect-error a list is read, not changed
  await client.tasks.list.mutate({});
  // @ts-expect-error there is no such procedure
  await client.tasks.explode.mutate({});
  // @ts-expect-error there is no such router
  await client.nothing.list.query();
  // @ts-expect-error an answer has no such member
  (await client.tasks.get.query({ id: "1" })).state;
  // @ts-expect-error a status is one of seven
  if ((await client.tasks.status.query({ id: "1" })).status === "DONE") return;
  // @ts-expect-error there is no such code
  if (error.code === "NOT_A_CODE") return;
  // @ts-expect-error without a token nothing answers
  createHubQueueClient({ url: "http://localhost:3000" });
}
