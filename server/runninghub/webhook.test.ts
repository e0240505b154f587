import { expect, it } from "vitest";
import { webhookRemoteId } from "./webhook";

const ID = "1999888777666555444";
const outputs = { code: 0, msg: "success", data: [{ fileUrl: "https://x/a.png", nodeId: "9" }] };

it("finds the remote id in every shape RunningHub sends", () => {
  const shapes = [
    { event: "TASK_END", taskId: ID, eventData: JSON.stringify(outputs) },
    { event: "TASK_END", taskId: ID, eventData: outputs },
    { event: "TASK_END", taskId: ID, eventData: { code: 0, data: { taskId: ID, status: "SUCCESS" } } },
    { event: "TASK_END", eventData: JSON.stringify({ code: 0, data: { taskId: ID, status: "SUCCESS" } }) },
    { event: "TASK_END", eventData: { taskId: ID, status: "SUCCESS", results: [] } },
    { taskId: ID, status: "SUCCESS", results: [] },
    { taskId: ID, eventData: JSON.stringify({ fileUrl: "https://x/a.png", fileType: "png" }) },
  ];
  for (const shape of shapes) expect(webhookRemoteId(JSON.stringify(shape))).toBe(ID);
});

it("keeps every digit of an unquoted id", () => {
  expect(webhookRemoteId(`{"event":"TASK_END","taskId":${ID},"eventData":"{}"}`)).toBe(ID);
});

it("finds nothing in anything else", () => {
  for (const body of ["", "no json", "[]", "{}", '{"taskId":""}', '{"taskId":null}', '{"taskId":"a b;c"}']) {
    expect(webhookRemoteId(body)).toBe(null);
  }
});
