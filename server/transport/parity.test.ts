import { beforeEach, expect, it, vi } from "vitest";
import { createTaskAction } from "@/app/(app)/tasks/actions";
import { POST as callTrpc } from "@/app/api/trpc/[trpc]/route";
import { AppError, ERROR_CODES, ERRORS, type ErrorCode } from "@/lib/errors";
import { API_TOKEN, furnish } from "../testing/house";
import { call, json } from "../testing/routes";

const authorization = `Bearer ${API_TOKEN}`;

// Next gives a server action its request's headers; a test has no request.
vi.mock("next/headers", () => ({ headers: async () => new Headers({ authorization }) }));

const MESSAGE = "what happened, why, and what to do";
const FIELD = "nodeInfoList.0.uploadId";
const input = { workflowId: "1904136902449209346" };

let thrown: unknown;
let logged: unknown[];
beforeEach(() => {
  logged = furnish({
    taskIntake: {
      create: async () => {
        throw thrown;
      },
    },
  });
});

async function throughRest() {
  const response = await call("POST /api/tasks", json(input));
  const { code, detail, field, status } = await response.json();
  expect(status).toBe(response.status);
  return { httpStatus: response.status, code, message: detail, field };
}

async function throughTrpc() {
  const request = new Request("http://127.0.0.1:3000/api/trpc/tasks.create", {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const response = await callTrpc(request);
  const { error } = await response.json();
  expect(error.data.stack).toBeUndefined();
  return {
    httpStatus: response.status,
    code: error.data.appCode,
    message: error.message,
    field: error.data.field,
  };
}

async function throughAction() {
  const answer = await createTaskAction(input);
  if (answer.ok) throw new Error("the action accepted what the service refused");
  const { code, message, field } = answer.error;
  return { httpStatus: ERRORS[code].status, code, message, field };
}

it.each(ERROR_CODES)("%s is the same through REST, tRPC and actions", async (code: ErrorCode) => {
  thrown = new AppError(code, MESSAGE, { field: FIELD });
  const expected = { httpStatus: ERRORS[code].status, code, message: MESSAGE, field: FIELD };
  expect(await throughRest()).toEqual(expected);
  expect(await throughTrpc()).toEqual(expected);
  expect(await throughAction()).toEqual(expected);
  expect(logged).toEqual([]);
});

it("a refusal made by another copy of our modules is still recognised", async () => {
  thrown = Object.assign(new Error(MESSAGE), {
    brand: "hubqueue.error",
    code: "INVALID_TRANSITION",
    details: {},
  });
  for (const door of [throughRest, throughTrpc, throughAction]) {
    expect(await door()).toMatchObject({ httpStatus: 409, code: "INVALID_TRANSITION" });
  }
});

it("no door tells what an unforeseen error says, and each logs it", async () => {
  thrown = new Error("connect ECONNREFUSED postgres:secret@db");
  for (const door of [throughRest, throughTrpc, throughAction]) {
    const told = await door();
    expect(told).toMatchObject({ httpStatus: 500, code: "INTERNAL" });
    expect(told.message).not.toContain("secret");
  }
  expect(logged).toHaveLength(3);
});
