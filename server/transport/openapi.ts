/** The REST doors as OpenAPI 3.1, made from the operations and the schemas they check with. */
import { z } from "zod";
import { ERROR_CODES, ERRORS, type ErrorCode } from "@/lib/errors";
import { TASK_STATUSES } from "@/lib/task-status";
import manifest from "@/package.json";
import type { AnswerDoc, Operation } from "./operation";
import { PROBLEM_TYPE } from "./problem";

type Json = Readonly<Record<string, unknown>>;

/** @returns an OpenAPI 3.1 document */
export function describeApi(operations: readonly Operation[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describeOperation(operation);
    paths[operation.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "HubQueue",
      version: manifest.version,
      description: "Queue RunningHub tasks. Ids are opaque strings; times are ISO 8601 in UTC.",
      license: { name: manifest.license, identifier: manifest.license },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "hubqueue.session_token" },
        secret: { type: "http", scheme: "bearer", description: "CRON_SECRET, or the token in the address" },
      },
    },
  };
}

function describeOperation(operation: Operation): Json {
  const { summary, tag, access, answer, body } = operation;
  const codes: ErrorCode[] = [
    "INVALID_INPUT",
    ...(access === "actor" ? (["UNAUTHENTICATED", "FORBIDDEN"] as const) : []),
    ...(body !== null && typeof body !== "string"
      ? (["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"] as const)
      : []),
    ...(operation.refusals ?? []),
    "INTERNAL",
    ...(access === "open" ? [] : (["RATE_LIMITED", "NOT_READY"] as const)),
  ];
  return {
    summary,
    operationId: operationId(operation),
    tags: [tag],
    security:
      access === "open" ? [] : access === "secret" ? [{ secret: [] }] : [{ token: [] }, { session: [] }],
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...(body !== null && { requestBody: { required: true, content: describeBody(body) } }),
    responses: { [answer.status]: describeAnswer(answer), ...describeRefusals(codes) },
  };
}

function operationId({ method, path }: Operation): string {
  const words = path
    .replace("/api/", "")
    .split(/[^A-Za-z]+/)
    .filter(Boolean);
  return [method.toLowerCase(), ...words]
    .map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join("");
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodObject): Json[] {
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: "query",
    required: false,
    // The one list there is, written with commas.
    ...(name === "status"
      ? { style: "form", explode: false, schema: { type: "array", items: { enum: TASK_STATUSES } } }
      : { schema: jsonSchema(schema, "input") }),
  }));
}

function describeBody(body: z.ZodType | string): Json {
  if (typeof body !== "string") return { "application/json": { schema: jsonSchema(body, "input") } };
  const file = {
    type: "object",
    properties: { file: { type: "string", format: "binary" } },
    required: ["file"],
  };
  return { [body]: { schema: body === "multipart/form-data" ? file : {} } };
}

function describeAnswer({ description, schema, mediaType }: AnswerDoc): Json {
  const content = schema
    ? { "application/json": { schema: jsonSchema(schema, "output") } }
    : { [mediaType ?? "application/octet-stream"]: {} };
  return { description, content };
}

function describeRefusals(codes: readonly ErrorCode[]): Json {
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const same = [...new Set(codes)].filter((code) => ERRORS[code].status === status);
      const description = same.map((code) => `${code}: ${ERRORS[code].title}`).join("; ");
      const content = { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } };
      return [status, { description, content }];
    }),
  );
}

const problemSchema: Json = {
  type: "object",
  description: "RFC 9457 problem details",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { enum: ERROR_CODES },
    field: { type: "string", description: "INVALID_INPUT: path of the offending input" },
    taskStatus: { enum: TASK_STATUSES, description: "INVALID_TRANSITION: the status the task has" },
    allowed: {
      type: "array",
      items: { type: "string" },
      description: "INVALID_TRANSITION: what is possible now",
    },
    requestId: { type: "string", description: "INTERNAL: what to look for in the log" },
  },
};

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
