import { describe, expect, it } from "vitest";
import { isRunningHubError, type RemoteSnapshot, type RunningHubError } from "./contract";
import { readV1Outputs, readV2Query } from "./snapshot";
import { type Reply, readReply } from "./wire";

const KEY = "0123456789abcdef0123456789abcdef";

function reply(body: object): Reply {
  const read = readReply(body);
  if (read === null) throw new Error("not a reply");
  return read;
}
const v2 = (body: object): RemoteSnapshot => readV2Query(reply(body), KEY);
const v1 = (body: object): RemoteSnapshot => readV1Outputs(reply(body), KEY);

function errorOf(run: () => unknown): RunningHubError {
  try {
    run();
  } catch (error) {
    if (isRunningHubError(error)) return error;
  }
  throw new Error("did not throw a RunningHubError");
}

describe("the v2 query", () => {
  it("reads every documented status", () => {
    expect(v2({ status: "CREATE" }).state).toBe("QUEUED");
    expect(v2({ status: "QUEUED" }).state).toBe("QUEUED");
    expect(v2({ status: "RUNNING" }).state).toBe("RUNNING");
    expect(v2({ status: "CANCEL" })).toMatchObject({ state: "CANCELLED", explicit: true });
  });

  it("keeps watching a running task that carries an error code", () => {
    expect(v2({ status: "RUNNING", errorCode: "1000", errorMessage: "hm" }).state).toBe("RUNNING");
  });

  it("keeps watching states it has no word for", () => {
    expect(v2({ status: "RETRY", errorCode: "" })).toEqual({ state: "UNKNOWN", raw: "RETRY" });
  });

  it("returns outputs and what the run cost", () => {
    expect(
      v2({
        status: "SUCCESS",
        errorCode: "",
        results: [
          { url: "https://x/y.PNG?sign=1", outputType: "png", nodeId: "9", text: null },
          { url: null, outputType: "txt", nodeId: 12, text: "hello" },
          { url: "https://x/z.mp4?s=1", nodeId: "13" },
          { content: "from a client's dialect" },
          { url: null, text: null },
        ],
        usage: {
          consumeMoney: "0.5",
          consumeCoins: "7",
          taskCostTime: "42.39",
          thirdPartyConsumeMoney: "0.25",
        },
      }),
    ).toEqual({
      state: "SUCCESS",
      outputs: [
        { url: "https://x/y.PNG?sign=1", fileType: "png", nodeId: "9", text: null },
        { url: null, fileType: "txt", nodeId: "12", text: "hello" },
        { url: "https://x/z.mp4?s=1", fileType: "mp4", nodeId: "13", text: null },
        { url: null, fileType: "txt", nodeId: null, text: "from a client's dialect" },
      ],
      usage: { coins: "7", money: "0.75", seconds: "42.39" },
    });
  });

  it("tells an empty list from a list that is not there yet", () => {
    expect(v2({ status: "SUCCESS", results: [] })).toMatchObject({ outputs: [] });
    expect(v2({ status: "SUCCESS", results: null })).toMatchObject({ outputs: null });
  });

  it("reads an empty status as cancelled, or lost when the code says so", () => {
    expect(v2({ taskId: "1", status: "", errorCode: "", errorMessage: "" })).toMatchObject({
      state: "CANCELLED",
      explicit: false,
    });
    expect(v2({ taskId: "1", status: "", errorCode: "1004" }).state).toBe("LOST");
    expect(v2({ code: 807, msg: "APIKEY_TASK_NOT_FOUND", data: null }).state).toBe("LOST");
    expect(v2({ code: 423, msg: "TASK_NOT_FOUNED" }).state).toBe("LOST");
  });

  it("never takes a failure of the call for a failure of the task", () => {
    expect(errorOf(() => v2({ errorCode: "1003" }))).toMatchObject({ errorClass: "rate", retryable: true });
    expect(errorOf(() => v2({ errorCode: "1005" }))).toMatchObject({ errorClass: "http", retryable: true });
    expect(errorOf(() => v2({ errorCode: "424242" }))).toMatchObject({ retryable: true });
    expect(errorOf(() => v2({}))).toMatchObject({ errorClass: "protocol", retryable: true });
    expect(errorOf(() => v2({ code: 802, msg: "APIKEY_UNAUTHORIZED" }))).toMatchObject({
      errorClass: "account",
      retryable: false,
    });
  });
});

describe("the v1 outputs", () => {
  it("reads 804 and 813 as states", () => {
    expect(v1({ code: 804, msg: "APIKEY_TASK_IS_RUNNING", data: { netWssUrl: "wss://a" } })).toEqual({
      state: "RUNNING",
      progressUrl: "wss://a",
    });
    expect(v1({ code: 804, msg: "", data: null })).toEqual({ state: "RUNNING", progressUrl: null });
    expect(v1({ code: 813, msg: "APIKEY_TASK_IS_QUEUED", data: null }).state).toBe("QUEUED");
  });

  it("reads the files, and the totals once", () => {
    const item = {
      fileUrl: "https://x/a.png",
      fileType: "png",
      taskCostTime: 31,
      nodeId: "9",
      consumeCoins: "7",
    };
    expect(v1({ code: 0, msg: "success", data: [item, { ...item, fileUrl: "https://x/b.png" }] })).toEqual({
      state: "SUCCESS",
      outputs: [
        { url: "https://x/a.png", fileType: "png", nodeId: "9", text: null },
        { url: "https://x/b.png", fileType: "png", nodeId: "9", text: null },
      ],
      usage: { coins: "7", money: null, seconds: "31" },
    });
    expect(v1({ code: 0, data: [] })).toMatchObject({ state: "SUCCESS", outputs: [] });
    expect(v1({ code: 0, data: null })).toMatchObject({ state: "SUCCESS", outputs: null });
  });

  it("knows a lost task by either code", () => {
    expect(v1({ code: 807, data: null }).state).toBe("LOST");
    expect(v1({ code: 423, data: null }).state).toBe("LOST");
  });
});

describe("why a run failed", () => {
  const failed = (failedReason: unknown, code = "805") =>
    v2({ status: "FAILED", errorCode: code, errorMessage: "工作流运行失败", failedReason });

  it("names the node and recognises a full GPU", () => {
    const reason = {
      node_id: "276",
      node_name: "KSampler",
      exception_type: "torch.OutOfMemoryError",
      exception_message: "CUDA out of memory",
      traceback: ["…"],
    };
    const failure = {
      kind: "OUT_OF_MEMORY",
      nodeId: "276",
      nodeName: "KSampler",
      message: "CUDA out of memory",
    };
    expect(failed(reason)).toMatchObject({ failure });
    expect(failed(JSON.stringify(reason))).toMatchObject({ failure });
    expect(v1({ code: 805, data: { failedReason: reason } })).toMatchObject({ failure });
    expect(failed("显存不足")).toMatchObject({ failure: { kind: "OUT_OF_MEMORY", message: "显存不足" } });
  });

  it("recognises refused content", () => {
    expect(failed({ exception_type: "audit.RHAuditException", msg: "Porn" })).toMatchObject({
      failure: { kind: "CONTENT_REFUSED", message: "Porn" },
    });
    expect(failed(null, "1501")).toMatchObject({ failure: { kind: "CONTENT_REFUSED" } });
  });

  it("says something for every other shape", () => {
    expect(failed("plain words")).toMatchObject({ failure: { kind: "RUN_FAILED", message: "plain words" } });
    expect(failed(null)).toMatchObject({ failure: { kind: "RUN_FAILED", message: "工作流运行失败" } });
    expect(v1({ code: 805, msg: "APIKEY_TASK_STATUS_ERROR", data: null })).toMatchObject({
      failure: { kind: "RUN_FAILED", message: "APIKEY_TASK_STATUS_ERROR" },
    });
    expect(failed({ exception_message: "video could not be loaded with cv." })).toMatchObject({
      failure: { message: expect.stringContaining("H.264") },
    });
  });
});
