import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { HookFormat, Told } from "@/lib/notification-schemas";
import { isTaken, isTooOften, letterFor } from "./format";

const NOW = new Date("2026-01-02T03:04:05.678Z");
const SECONDS = 1_767_323_045;
const SECRET = "a secret of ours";
const ended: Told = {
  event: "batchEnded",
  data: {
    batchId: "b1",
    name: "April",
    counts: { READY: 0, PENDING: 0, QUEUED: 0, RUNNING: 0, SUCCESS: 8, FAILED: 1, STOPPED: 1 },
  },
};
const failed = (workflowName: string): Told => ({
  event: "taskFailed",
  data: {
    count: 1,
    tasks: [
      {
        id: "t1",
        workflowName,
        workflowId: "1",
        batchId: null,
        reason: { code: "TASK_TIMEOUT", message: "" },
      },
    ],
  },
});

function letter(
  format: HookFormat,
  told: Told = ended,
  { locale = "en", secret = null as string | null } = {},
) {
  return letterFor(
    { id: "m1", told, happenedAt: new Date("2026-01-02T03:04:00Z") },
    {
      format,
      locale: locale === "zh" ? "zh" : "en",
      url: "https://chat.example/send?access_token=k",
      secret,
    },
    { now: NOW, publicUrl: "https://queue.example.com" },
  );
}
const bodyOf = (...wishes: Parameters<typeof letter>) => JSON.parse(letter(...wishes).body);

describe("plain JSON", () => {
  test("tells what happened for programs, and in words", () => {
    expect(bodyOf("json")).toEqual({
      id: "m1",
      event: "batchEnded",
      at: "2026-01-02T03:04:00.000Z",
      title: "Batch “April” has ended",
      text: "10 tasks: 8 succeeded, 1 failed, 1 stopped",
      url: "https://queue.example.com/batches/b1",
      data: ended.data,
    });
    expect(letter("json").headers).toEqual({ "x-hubqueue-id": "m1", "x-hubqueue-event": "batchEnded" });
  });

  test("is signed over time and body", () => {
    const { headers, body } = letter("json", ended, { secret: SECRET });
    const v1 = createHmac("sha256", SECRET).update(`${SECONDS}.${body}`).digest("hex");
    expect(headers["x-hubqueue-signature"]).toBe(`t=${SECONDS},v1=${v1}`);
  });
});

test("Feishu gets a post in the hook's language, signed in its body", () => {
  const sign = createHmac("sha256", `${SECONDS}\n${SECRET}`).digest("base64");
  expect(bodyOf("feishu", ended, { locale: "zh", secret: SECRET })).toEqual({
    timestamp: String(SECONDS),
    sign,
    msg_type: "post",
    content: {
      post: {
        zh_cn: {
          title: "批次“April”已结束",
          content: [
            [{ tag: "text", text: "共 10 个任务：成功 8，失败 1，停止 1" }],
            [{ tag: "a", text: "打开 HubQueue", href: "https://queue.example.com/batches/b1" }],
          ],
        },
      },
    },
  });
  expect(bodyOf("feishu")).not.toHaveProperty("sign");
});

test("DingTalk gets markdown, signed in its address", () => {
  const { url, body } = letter("dingtalk", ended, { secret: SECRET });
  const at = NOW.getTime();
  const { searchParams } = new URL(url);
  expect(Object.fromEntries(searchParams)).toEqual({
    access_token: "k",
    timestamp: String(at),
    sign: createHmac("sha256", SECRET).update(`${at}\n${SECRET}`).digest("base64"),
  });
  expect(JSON.parse(body)).toEqual({
    msgtype: "markdown",
    markdown: {
      title: "Batch “April” has ended",
      text: "**Batch “April” has ended**\n\n10 tasks: 8 succeeded, 1 failed, 1 stopped\n\n[Open HubQueue](https://queue.example.com/batches/b1)",
    },
  });
});

test("WeCom gets markdown within its 4,096 bytes, however long the names are", () => {
  const { content } = bodyOf("wecom", failed("海".repeat(5_000))).markdown;
  expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4_096);
  expect(content).toMatch(/\[Open HubQueue\]\(https:\/\/queue\.example\.com\/tasks\/t1\)$/);
  expect(content).not.toContain("\uFFFD");
});

test("Slack gets text with a link", () => {
  expect(bodyOf("slack")).toEqual({
    text: "*Batch “April” has ended*\n10 tasks: 8 succeeded, 1 failed, 1 stopped\n<https://queue.example.com/batches/b1|Open HubQueue>",
  });
});

test("names are never taken for markup", () => {
  const evil = "<!channel> [here](https://evil.example) *";
  expect(bodyOf("slack", failed(evil)).text).toContain("&lt;!channel&gt;");
  expect(bodyOf("wecom", failed(evil)).markdown.content).toContain(
    "\\<!channel\\> \\[here\\](https://evil.example) \\*",
  );
});

test("chat services that answer 200 and say no have not taken it", () => {
  expect(isTaken("feishu", 200, '{"code":0,"msg":"success"}')).toBe(true);
  expect(isTaken("feishu", 200, '{"StatusCode":0,"StatusMessage":"success"}')).toBe(true);
  expect(isTaken("feishu", 200, '{"code":19021,"msg":"sign match fail"}')).toBe(false);
  expect(isTaken("dingtalk", 200, '{"errcode":310000,"errmsg":"sign not match"}')).toBe(false);
  expect(isTaken("wecom", 200, '{"errcode":0,"errmsg":"ok"}')).toBe(true);
  expect(isTaken("wecom", 200, "<html>")).toBe(false);
  expect(isTaken("slack", 200, "ok")).toBe(true);
  expect(isTaken("json", 204, "")).toBe(true);
  expect(isTaken("json", 302, "")).toBe(false);
  expect(isTooOften('{"errcode":45009,"errmsg":"freq out of limit"}')).toBe(true);
  expect(isTooOften('{"code":19021}')).toBe(false);
});
