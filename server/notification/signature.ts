/** How each receiver can check that a message is ours. */
import { createHmac } from "node:crypto";

/** Value of the header `x-hubqueue-signature`. @param atSeconds Unix time */
export function signatureHeader(secret: string, atSeconds: number, body: string): string {
  const digest = createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex");
  return `t=${atSeconds},v1=${digest}`;
}

/** Feishu takes time and secret as the key, and signs nothing with it. */
export function feishuSign(secret: string, atSeconds: number): string {
  return createHmac("sha256", `${atSeconds}\n${secret}`).update("").digest("base64");
}

/** DingTalk signs time and secret with the secret. */
export function dingtalkSign(secret: string, atMs: number): string {
  return createHmac("sha256", secret).update(`${atMs}\n${secret}`).digest("base64");
}
