/** Giving a file to RunningHub: v2 first, v1 where the server has no v2. */
import { callError, isNoSuchCall } from "./call-errors";
import { type RunningHubCredentials, RunningHubError } from "./contract";
import { multipartBody } from "./multipart";
import { isJsonObject } from "./reply-json";
import { bodyKey, type SafeCaller } from "./safe-call";
import { type Reply, textMember } from "./wire";

export interface FileToUpload {
  readonly fileName: string;
  readonly mimeType: string;
  readonly path: string;
}

export async function uploadFile(
  call: SafeCaller,
  timeoutMs: number,
  credentials: RunningHubCredentials,
  file: FileToUpload,
): Promise<{ remoteName: string }> {
  const read = (reply: Reply) => ({ remoteName: remoteName(reply, credentials.apiKey) });
  // Both forms up front: building one inside an attempt would be a second chance to fail half way.
  const form = await bodyOf(file, {});
  try {
    return await call(credentials, {
      name: "upload",
      timeoutMs,
      request: () => ({
        method: "POST",
        path: "/openapi/v2/media/upload/binary",
        headers: form.headers,
        body: form.open(),
      }),
      read,
    });
  } catch (error) {
    if (!isNoSuchCall(error)) throw error;
  }
  const withKey = await bodyOf(file, { ...bodyKey(true, credentials), fileType: "input" });
  const withoutKey = await bodyOf(file, { fileType: "input" });
  return call(credentials, {
    name: "upload",
    timeoutMs,
    request: (keyInBody) => {
      const v1Form = keyInBody ? withKey : withoutKey;
      return { method: "POST", path: "/task/openapi/upload", headers: v1Form.headers, body: v1Form.open() };
    },
    read,
  });
}

async function bodyOf(file: FileToUpload, fields: Readonly<Record<string, string>>) {
  try {
    return await multipartBody(fields, file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new RunningHubError("refused", `the stored file ${file.fileName} cannot be read (${code})`, {
      retryable: false,
      code,
    });
  }
}

function remoteName(reply: Reply, apiKey: string): string {
  if (!reply.success) throw callError(reply, apiKey);
  const data = isJsonObject(reply.data) ? reply.data : null;
  const name = textMember(data, "fileName", "filename");
  if (name === null) {
    throw new RunningHubError("protocol", "RunningHub took the file but named it not", { retryable: true });
  }
  return name;
}
