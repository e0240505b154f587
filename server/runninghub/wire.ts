/** What RunningHub's replies look like, read with every oddity its reference names. Pure. */
import { z } from "zod";
import { type CallMeaning, CODES, includesAny, KEY_FAILURE_TEXTS } from "./codes";
import { isJsonObject, type JsonObject, openJsonText } from "./reply-json";

/** Strings where documented, numbers now and then; "" counts as absent. */
const looseText = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => String(value).trim())
  .transform((value) => (value === "" ? null : value))
  .nullable()
  .catch(null);
const looseObject = z.preprocess(openJsonText, z.record(z.string(), z.unknown())).nullable().catch(null);

export function textMember(object: JsonObject | null, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = looseText.parse(object?.[name] ?? null);
    if (value !== null) return value;
  }
  return null;
}

export function objectMember(object: JsonObject | null, name: string): JsonObject | null {
  return looseObject.parse(object?.[name] ?? null);
}

/** A decimal RunningHub wrote as text or number; null when it is neither. */
export function decimalMember(object: JsonObject | null, name: string): string | null {
  const value = textMember(object, name);
  return value !== null && /^-?\d+(\.\d+)?$/.test(value) ? value : null;
}

export function countMember(object: JsonObject | null, name: string): number | null {
  const value = textMember(object, name);
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/**
 * A task id: digits in practice, but opaque; 0 and "null" are ways to say there is none. A boolean is none either, nor is
 * a number whose digits are lost: under a wrong id a run that lives would be taken for one that is gone.
 */
export function taskIdMember(object: JsonObject | null): string | null {
  const given = object?.taskId ?? object?.task_id;
  if (typeof given === "boolean" || (typeof given === "number" && !Number.isSafeInteger(given))) return null;
  const value = textMember(object, "taskId", "task_id");
  return value === null || /^(0+|null|undefined)$/.test(value) ? null : value;
}

/** Both generations seen as one: v1 `{code,msg,data}`, v2 bare objects with `errorCode`, v2 utility envelopes with `message`. */
export interface Reply {
  /** The code as text; null when the reply carries none at all. */
  readonly code: string | null;
  readonly success: boolean;
  /** What it says in words, or "". */
  readonly text: string;
  /** `data` of an envelope, else the bare object. */
  readonly data: unknown;
  readonly body: JsonObject;
}

const SUCCESS_CODES = new Set(["0", "200"]);

/** @returns null when the body is no JSON object. */
export function readReply(body: unknown): Reply | null {
  if (!isJsonObject(body)) return null;
  const v1Code = textMember(body, "code");
  const v2Code = textMember(body, "errorCode");
  // An envelope that says 0 outside may still carry the v2 error inside, and the other way round.
  const code = v1Code !== null && !SUCCESS_CODES.has(v1Code) ? v1Code : (v2Code ?? v1Code);
  const success = code === null || SUCCESS_CODES.has(code);
  const text = success
    ? (textMember(body, "msg", "message", "errorMessage") ?? "")
    : (textMember(body, "errorMessage", "msg", "message", "errorMessages") ?? "");
  return { code, success, text, data: "data" in body ? body.data : body, body };
}

/** What a reply's code and words mean outside create; null for success. */
export function callMeaning(reply: Reply): CallMeaning | null {
  if (reply.success) return null;
  if (includesAny(reply.text, KEY_FAILURE_TEXTS)) return "account";
  // A RunningHub-compatible proxy answers -1 for any refusal; without the key's words it is not about the key.
  if (reply.code === "-1") return "refused";
  return CODES[reply.code ?? ""]?.elsewhere ?? "server";
}

const promptTips = z.preprocess(
  openJsonText,
  z.object({ node_errors: z.preprocess(openJsonText, z.record(z.string(), z.unknown())).catch({}) }),
);

/** ComfyUI's `node_errors`, wherever the reply hides them: promptTips, the data itself, or JSON inside the message. */
export function readNodeErrors(
  reply: Reply,
): { nodeId: string; nodeClass: string | null; message: string }[] {
  const data = isJsonObject(reply.data) ? reply.data : null;
  const places = [data?.promptTips, data, reply.body.promptTips, openJsonText(reply.text)];
  for (const place of places) {
    const found = promptTips.safeParse(place);
    if (!found.success) continue;
    const errors = Object.entries(found.data.node_errors).map(([nodeId, value]) => nodeError(nodeId, value));
    if (errors.length > 0) return errors;
  }
  return [];
}

function nodeError(nodeId: string, value: unknown) {
  if (!isJsonObject(value)) return { nodeId, nodeClass: null, message: String(value) };
  const errors = Array.isArray(value.errors) ? value.errors.filter(isJsonObject) : [];
  const messages = errors.map((error) =>
    [textMember(error, "message"), textMember(error, "details")].filter((part) => part !== null).join(": "),
  );
  return {
    nodeId,
    nodeClass: textMember(value, "class_type"),
    message: messages.join("; ") || textMember(value, "message") || "refused by ComfyUI",
  };
}
