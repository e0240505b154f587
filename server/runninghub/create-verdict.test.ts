import { describe, expect, it } from "vitest";
import { type CreateAnswer, judgeCreate } from "./create-verdict";

const ID = "1999888777666555444";

function answer(body: unknown, httpStatus = 200): CreateAnswer {
  return { kind: "answer", httpStatus, text: typeof body === "string" ? body : JSON.stringify(body) };
}

/** "kind" or "kind cause", the way the decision table names verdicts. */
function verdictOf(given: CreateAnswer): string {
  const verdict = judgeCreate(given);
  return "cause" in verdict ? `${verdict.kind} ${verdict.cause}` : verdict.kind;
}

/** The reference's code lists, copied; 801 is its "free plan" row. */
const LISTS: readonly [string, readonly number[]][] = [
  ["busy slot", [415, 421, 814, 1520]],
  ["busy rate", [1003]],
  ["busy system", [1011]],
  ["account key", [-1, 401, 802, 806, 811, 1002]],
  ["account plan", [801]],
  ["account funds", [414, 416, 605, 812]],
  ["rejected", [1, 301, 380, 412, 433, 435, 436, 803, 810, 901]],
  ["rejected", [1001, 1007, 1008, 1009, 1014, 1101, 1501, 1505]],
  ["unknown", [500, 804, 805, 813, 1000, 1005, 1006, 1010, 1012, 1013, 1015, 1504, 1516, 1517, 1519]],
  ["unknown", [423, 807, 808, 809, 1004, 424_242]],
];

describe("the code of a create reply", () => {
  for (const [expected, codes] of LISTS) {
    for (const code of codes) {
      it(`${code} means ${expected}, in either generation's shape`, () => {
        expect(verdictOf(answer({ code, msg: "SOME_TEXT", data: null }))).toBe(expected);
        expect(verdictOf(answer({ code: String(code), msg: "SOME_TEXT" }))).toBe(expected);
        expect(verdictOf(answer({ errorCode: String(code), errorMessage: "some text" }))).toBe(expected);
        expect(verdictOf(answer({ taskId: "", status: "", errorCode: String(code), results: null }))).toBe(
          expected,
        );
      });
    }
  }
});

describe("a task id", () => {
  const v1 = (data: object, code = 0) => answer({ code, msg: "success", errorMessages: null, data });

  it("accepts, with what the reply tells", () => {
    const data = {
      netWssUrl: "wss://host/ws?token=1",
      taskId: ID,
      clientId: "c1",
      taskStatus: "RUNNING",
      promptTips: '{"result": true, "error": null, "node_errors": {}}',
    };
    expect(judgeCreate(v1(data))).toEqual({
      kind: "accepted",
      remoteId: ID,
      remoteState: "RUNNING",
      progressUrl: "wss://host/ws?token=1",
      clientId: "c1",
      flagged: false,
      message: null,
    });
  });

  it("keeps all digits of an unquoted id", () => {
    expect(judgeCreate(answer(`{"code":0,"data":{"taskId":${ID}}}`))).toMatchObject({ remoteId: ID });
  });

  it("wins over every code and HTTP status", () => {
    for (const code of [0, 1, 421, 500, 803]) {
      expect(judgeCreate(v1({ taskId: ID }, code))).toMatchObject({ kind: "accepted", flagged: code !== 0 });
    }
    expect(verdictOf(answer({ code: 0, data: { taskId: ID } }, 502))).toBe("accepted");
    expect(verdictOf(answer({ taskId: ID, status: "QUEUED", errorCode: "", errorMessage: "" }))).toBe(
      "accepted",
    );
  });

  it("is flagged when the reply also names a problem", () => {
    const nodeErrors = {
      "6": {
        errors: [{ type: "value_not_in_list", message: "Value not in list", details: "sampler_name: 'x'" }],
        class_type: "KSampler",
      },
    };
    expect(judgeCreate(v1({ taskId: ID, taskStatus: "FAILED" }))).toMatchObject({
      flagged: true,
      remoteState: "FAILED",
    });
    const tips = JSON.stringify({ result: false, node_errors: nodeErrors });
    expect(judgeCreate(v1({ taskId: ID, promptTips: tips }))).toMatchObject({
      flagged: true,
      message: "node 6: Value not in list: sampler_name: 'x'",
    });
    expect(judgeCreate(answer({ taskId: ID, status: "RUNNING", errorCode: "1101" }))).toMatchObject({
      flagged: true,
    });
  });

  it("must be one: empty, null and zero are none", () => {
    for (const taskId of ["", " ", null, 0, "0", "null"]) {
      expect(verdictOf(v1({ taskId }))).toBe("unknown");
    }
  });

  it("must have its digits: a boolean has none, and a decimal of that length has lost some", () => {
    for (const taskId of ["true", "false", `${ID}.0`, "1.999888777666555444e18"]) {
      expect(verdictOf(answer(`{"code":0,"data":{"taskId":${taskId}}}`))).toBe("unknown");
    }
  });
});

describe("an answer that proves nothing", () => {
  const examples: readonly [string, CreateAnswer][] = [
    ["no answer in time", { kind: "no-answer", message: "no answer within the time limit" }],
    ["success without data", answer({ code: 0, msg: "success", data: {} })],
    ["success 200 with null data", answer({ code: 200, msg: "success", data: null })],
    ["a v2 object without id and code", answer({ taskId: "", status: "", errorCode: "", errorMessage: "" })],
    ["an empty object", answer({})],
    ["an empty body", answer("")],
    ["an HTML page with status 200", answer("<html>login</html>")],
    ["half of a JSON body", answer('{"code":0,"msg":"success","data":{"taskId":"19998')],
    ["JSON that is no object", answer("[]")],
    ["HTTP 502 HTML", answer("<html>502 Bad Gateway</html>", 502)],
    ["HTTP 504 with a refusing code", answer({ code: 421, msg: "TASK_QUEUE_MAXED" }, 504)],
    ["HTTP 408", answer("", 408)],
    ["HTTP 404", answer("not found", 404)],
    ["a redirect", answer("", 302)],
    ["a reply without code but with words", answer({ msg: "hm" })],
  ];
  for (const [name, given] of examples) {
    it(`is unknown: ${name}`, () => expect(verdictOf(given)).toBe("unknown"));
  }
});

describe("an answer that proves there is no task", () => {
  it("tells a connection that was never made from everything later", () => {
    expect(judgeCreate({ kind: "not-connected", message: "refused" })).toEqual({
      kind: "not-sent",
      message: "refused",
    });
  });

  it("reads the time to wait from HTTP 429", () => {
    expect(
      judgeCreate({ kind: "answer", httpStatus: 429, text: "slow down", retryAfterSeconds: 7 }),
    ).toMatchObject({ kind: "busy", cause: "rate", retryAfterSeconds: 7 });
  });

  it("treats HTTP 401 as a matter of the key", () => {
    expect(verdictOf(answer({ code: -1, msg: "ApiKey verification failed" }, 401))).toBe("account key");
    expect(verdictOf(answer("<html>", 401))).toBe("account key");
  });

  it("lets the words about the key win over the code", () => {
    expect(verdictOf(answer({ code: 1, msg: "webapp not exists" }))).toBe("rejected");
    expect(verdictOf(answer({ code: 1, msg: "API Key不存在", data: null }))).toBe("account key");
    expect(verdictOf(answer({ code: 301, msg: "PARAMS_INVALID" }))).toBe("rejected");
    expect(verdictOf(answer({ code: 301, msg: "user not exist" }))).toBe("account key");
    expect(verdictOf(answer({ code: 500, message: "ApiKey verification failed: API Key不存在" }))).toBe(
      "account key",
    );
  });

  it("never takes the prefix APIKEY_ for a key problem", () => {
    expect(verdictOf(answer({ code: 803, msg: "APIKEY_INVALID_NODE_INFO" }))).toBe("rejected");
    expect(verdictOf(answer({ code: 424_242, msg: "APIKEY_SOMETHING_NEW" }))).toBe("unknown");
  });

  it("rejects on texts recorded without a code, beside a code that is no success", () => {
    expect(verdictOf(answer({ code: 77, msg: "暂无权限调用该内容" }))).toBe("rejected");
    expect(verdictOf(answer({ code: 77, msg: "webappId cannot be null" }))).toBe("rejected");
    expect(verdictOf(answer({ code: 0, msg: "暂无权限调用该内容", data: null }))).toBe("unknown");
  });

  it("reports which nodes were refused", () => {
    const promptTips = { node_errors: { "3": { errors: [{ message: "bad" }], class_type: "KSampler" } } };
    const expected = {
      kind: "rejected",
      nodeErrors: [{ nodeId: "3", nodeClass: "KSampler", message: "bad" }],
    };
    expect(
      judgeCreate(answer({ code: 433, msg: "VALIDATE_PROMPT_FAILED", data: { promptTips } })),
    ).toMatchObject(expected);
    expect(judgeCreate(answer({ code: 433, msg: JSON.stringify(promptTips), data: null }))).toMatchObject(
      expected,
    );
  });
});

describe("what a refusal is about", () => {
  const aboutOf = (body: object) => {
    const verdict = judgeCreate(answer(body));
    return verdict.kind === "rejected" ? (verdict.refusedFor ?? null) : verdict.kind;
  };

  it.each([
    [810, "workflow-never-run"],
    [380, "workflow-missing"],
    [901, "workflow-missing"],
    [433, "inputs"],
    [803, "inputs"],
    [1101, "inputs"],
    [435, "machine"],
    [1501, "content"],
    [1, null],
    [412, null],
  ])("%s says it", (code, expected) => {
    expect(aboutOf({ code, msg: "SOME_TEXT", data: null })).toBe(expected);
  });

  it("is the inputs whenever nodes are named, whatever code they ride on", () => {
    const promptTips = { node_errors: { "3": { errors: [{ message: "bad" }], class_type: "KSampler" } } };
    expect(aboutOf({ code: 1, msg: JSON.stringify(promptTips), data: null })).toBe("inputs");
  });
});
