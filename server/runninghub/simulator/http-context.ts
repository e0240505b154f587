import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import type { Engine } from "./engine";
import type { FaultTable } from "./faults";
import { isJsonObject, type JsonObject, parseJson, stringifyJson } from "./json";
import type { ResultFiles } from "./result-files";
import type { WebhookSender } from "./webhook-sender";

export interface SimulatorParts {
  engine: Engine;
  faults: FaultTable;
  files: ResultFiles;
  webhooks: WebhookSender;
  baseUrl(): string;
  /** Sends the webhooks and progress messages that are due. */
  pump(): void;
}

export type SimulatorEnv = { Bindings: HttpBindings };
export type SimulatorApp = Hono<SimulatorEnv>;
export type Call = Context<SimulatorEnv>;

/** Every digit survives; business errors are HTTP 200 too. */
export function jsonReply(body: unknown, status = 200): Response {
  const headers = { "content-type": "application/json;charset=UTF-8" };
  return new Response(stringifyJson(body), { status, headers });
}

/** Fields of the request: JSON object, form, or none; null when the body is malformed. Files stay File. */
export async function readFields(call: Call): Promise<JsonObject | null> {
  const type = call.req.header("content-type") ?? "";
  try {
    if (/multipart\/form-data/i.test(type)) return Object.fromEntries((await call.req.formData()).entries());
    const text = await call.req.text();
    if (text.trim() === "") return {};
    // Command-line clients send JSON under the form type they default to.
    if (/x-www-form-urlencoded/i.test(type) && !text.trimStart().startsWith("{"))
      return Object.fromEntries(new URLSearchParams(text));
    const body = parseJson(text);
    return isJsonObject(body) ? body : null;
  } catch {
    return null;
  }
}

/** Text of a field that clients send as text or number; ids keep every digit. */
export function textField(fields: JsonObject, name: string): string | null {
  const value = fields[name];
  if (typeof value === "string") return value.trim() === "" ? null : value.trim();
  return typeof value === "number" || typeof value === "bigint" ? String(value) : null;
}

/** The key, wherever a client put it: body, form, query or header, with or without Bearer. */
export function readKey(call: Call, fields: JsonObject, headerFirst = false): string | null {
  const header =
    call.req
      .header("authorization")
      ?.replace(/^bearer\s+/i, "")
      .trim() || null;
  const query = call.req.query("apiKey") ?? call.req.query("apikey") ?? null;
  const given = textField(fields, "apiKey") ?? textField(fields, "apikey") ?? query;
  return headerFirst ? (header ?? given) : (given ?? header);
}
