/** What another TypeScript app has: the typed client, and a subscription that loses nothing. */
import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "@/server/transport/router";
import { expect, test } from "./fixtures";
import { LiveFeed } from "./support/live-feed";
import { compare, takePhoto } from "./support/pictures";

test("an app restyles a photo: library, upload, task, live statuses, result", async ({ api, runningHub }) => {
  const photo = await takePhoto(800, 600);
  const upload = await api.upload(photo, "photo.jpg", "image/jpeg");
  const { id: workflowId } = await api.sample("Restyle a picture");
  const workflow = await api.trpc.workflows.get.query({ id: workflowId });
  const picture = workflow.fields.find(({ type }) => type === "image");
  const prompt = workflow.fields.find(({ role }) => role === "positive");
  if (picture === undefined || prompt === undefined) throw new Error("the form lacks its main fields");
  await runningHub.bendNext({ state: "QUEUED" });

  const feed = new LiveFeed(api.baseUrl, null);
  await feed.next();
  const { id, status } = await api.trpc.tasks.create.mutate({
    workflowId: workflow.remoteId,
    workflowVersionId: workflow.versionId,
    nodeInfoList: [
      { nodeId: picture.nodeId, fieldName: picture.fieldName, uploadId: upload.id },
      { nodeId: prompt.nodeId, fieldName: prompt.fieldName, fieldValue: "a charcoal drawing" },
    ],
  });
  expect(status).toBe("READY");
  expect((await api.trpc.tasks.start.mutate({ id })).status).toBe("PENDING");
  const before = await feed.until(id, (task) => task.status === "QUEUED");
  const [remote] = await runningHub.tasks();
  await runningHub.bend(remote?.taskId ?? "", { state: "RUNNING" });
  const running = await feed.until(id, (task) => task.status === "RUNNING");
  await runningHub.bend(remote?.taskId ?? "", { state: "SUCCESS" });
  const after = await feed.until(id, (task) => task.outputs[0]?.state === "STORED");
  feed.close();
  const order = [...before, ...running, ...after].filter((one, at, all) => one !== all[at - 1]);
  expect(order.slice(order.indexOf("PENDING"))).toEqual(["PENDING", "QUEUED", "RUNNING", "SUCCESS"]);

  const { outputs, attempts } = await api.trpc.tasks.get.query({ id });
  expect(attempts).toMatchObject([{ number: 1, state: "ACCEPTED", remoteState: "SUCCESS" }]);
  const result = await api.send(outputs[0]?.url ?? "");
  const { composition } = await compare(photo, Buffer.from(await result.arrayBuffer()));
  expect(composition).toBeGreaterThan(0.6);
});

test("a subscription that was cut goes on where it was, and tells what happened in between", async ({
  api,
}) => {
  const first = new LiveFeed(api.baseUrl, null);
  await first.next();
  const one = await api.createPicture("One");
  await first.until(one.id, () => true);
  first.close();

  const two = await api.createPicture("Two");
  await api.trpc.tasks.remove.mutate({ id: one.id });
  const second = new LiveFeed(api.baseUrl, first.lastId);
  const { changes } = await second.next();
  // What came shortly before may come again; what came after is never missing.
  expect(changes.tasks.map(({ id }) => id)).toEqual([two.id]);
  expect(changes.deletedIds).toContain(one.id);
  expect(changes.counts.READY).toBe(1);
  const three = await api.createPicture("Three");
  await second.until(three.id, () => true);
  second.close();
});

test("refusals carry the same codes as REST", async ({ api }) => {
  const { id } = await api.createPicture("Poster");
  const refusal = await api.trpc.tasks.stop.mutate({ id }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(TRPCClientError);
  const { data } = refusal as TRPCClientError<AppRouter>; // checked above
  expect(data).toMatchObject({ code: "CONFLICT", httpStatus: 409, appCode: "INVALID_TRANSITION" });
  expect(JSON.stringify(data)).not.toContain("node_modules");
  const report = await api.trpc.tasks.batch.mutate({ action: "delete", target: { filter: {} } });
  expect(report).toMatchObject({ requested: 1, failed: [] });
  expect(await api.trpc.tasks.counts.query()).toMatchObject({ READY: 0 });
});

test("strangers get nothing, not even the live stream", async ({ product }) => {
  for (const call of ["tasks.list?input=%7B%7D", "system.info"])
    expect((await fetch(`${product.url}/api/trpc/${call}`)).status, call).toBe(401);
  // A stream has begun by the time its first message is an error, so its status says nothing.
  const stream = await (await fetch(`${product.url}/api/trpc/tasks.onChange`)).text();
  expect(stream).toContain("event: serialized-error");
  expect(stream).toContain('"UNAUTHENTICATED"');
  expect(stream).not.toContain('"counts"');
});
