import { blockText } from "./accounts";
import { failureV1 } from "./reply-v1";
import { errorV2 } from "./reply-v2";
import type { Settings } from "./settings";

export type Dialect = "v1" | "v2-task" | "v2-upload" | "v2-envelope";

export interface KeyError {
  status: number;
  body: object;
}

const MISSING = "ApiKey verification failed";
const ABSENT = `${MISSING}: API Key不存在`;

const envelope = (dialect: Dialect, code: number, text: string): object => {
  if (dialect === "v2-task") return errorV2(String(code), text);
  return dialect === "v2-upload" ? { code, message: text, data: null } : failureV1(code, text);
};

/** What an unknown key is told, in the dialect of the endpoint and the shape that is switched on. */
export function unknownKeyError(dialect: Dialect, shape: Settings["keyError"]): KeyError {
  switch (shape) {
    case "802":
      return { status: 200, body: envelope(dialect, 802, blockText(802)) };
    case "301":
      return { status: 200, body: envelope(dialect, 301, "user not exist") };
    case "code1":
      return { status: 200, body: envelope(dialect, 1, "API Key不存在") };
    case "401":
      return { status: 200, body: envelope(dialect, 401, ABSENT) };
    case "http401":
      return {
        status: 401,
        body: dialect === "v2-upload" ? { code: -1, message: MISSING } : { code: -1, msg: MISSING },
      };
    case "auto":
      if (dialect === "v1") return { status: 200, body: envelope(dialect, 802, blockText(802)) };
      if (dialect === "v2-task")
        return { status: 200, body: errorV2("1002", "Invalid API key | API Key无效") };
      return { status: 200, body: envelope(dialect, 401, ABSENT) };
  }
}

/** What a blocked key is told. */
export const blockedKeyError = (dialect: Dialect, code: number): KeyError => ({
  status: 200,
  body: envelope(dialect, code, blockText(code)),
});
