import { type Call, jsonReply, readFields, readKey, type SimulatorParts } from "./http-context";
import type { JsonObject } from "./json";
import { blockedKeyError, type Dialect, unknownKeyError } from "./key-errors";
import type { Account, Task } from "./model";
import { failureV1 } from "./reply-v1";
import { errorV2 } from "./reply-v2";

export interface Admitted {
  account: Account;
  fields: JsonObject;
}

function malformed(dialect: Dialect): Response {
  if (dialect === "v2-task") return jsonReply(errorV2("1007", "Parameter validation failed | 参数校验失败"));
  if (dialect === "v2-upload") return jsonReply({ code: 301, message: "PARAMS_INVALID", data: null });
  return jsonReply(failureV1(301, "PARAMS_INVALID"));
}

/**
 * Runs a handler for a known key with the parsed fields; answers malformed bodies, unknown and blocked keys itself.
 * `blockedMayCall` is for calls whose handler writes the refusal down on its own.
 */
export async function withKey(
  parts: SimulatorParts,
  call: Call,
  dialect: Dialect,
  handler: (admitted: Admitted) => Response | Promise<Response>,
  options: {
    blockedMayCall?: boolean;
    onRefused?: (key: string | null, fields: JsonObject, msg: string) => void;
  } = {},
): Promise<Response> {
  const fields = await readFields(call);
  if (!fields) {
    options.onRefused?.(null, {}, "malformed body");
    return malformed(dialect);
  }
  const key = readKey(call, fields, dialect !== "v1");
  if (key === null && dialect === "v1") {
    options.onRefused?.(null, fields, "no key");
    return malformed(dialect);
  }
  const account = key === null ? undefined : parts.engine.account(key);
  if (!account) {
    options.onRefused?.(key, fields, "unknown key");
    const { status, body } = unknownKeyError(dialect, parts.engine.settings.keyError);
    return jsonReply(body, status);
  }
  // Money and plan codes refuse new runs only; a finished result can still be read.
  const isKeyBlock =
    account.blocked !== null && ![414, 415, 416, 421, 435, 436, 812].includes(account.blocked);
  if (account.blocked !== null && isKeyBlock && !options.blockedMayCall)
    return jsonReply(blockedKeyError(dialect, account.blocked).body);
  return handler({ account, fields });
}

/** A task, but only for the key that created it. */
export function ownTask(parts: SimulatorParts, account: Account, taskId: string | null): Task | null {
  const task = taskId === null ? undefined : parts.engine.task(taskId);
  return task && task.key === account.key ? task : null;
}
