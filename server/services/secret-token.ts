/** Secrets that are shown once and kept as a digest. They are as random as a key, so the digest needs no salt. */
import { createHash, randomBytes } from "node:crypto";

/** 43 characters that every address and header takes. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
