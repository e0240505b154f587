/** Secrets at rest: AES-256-GCM under a key derived from APP_SECRET. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

const VERSION = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export class SecretBox {
  private readonly key: Buffer;

  constructor(appSecret: string) {
    this.key = Buffer.from(hkdfSync("sha256", appSecret, "hubqueue", "secrets at rest", 32));
  }

  seal(plain: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.key, iv);
    const sealed = Buffer.concat([iv, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${sealed.toString("base64url")}`;
  }

  /** @throws Error when the text was sealed under another APP_SECRET, or was changed. */
  open(sealed: string): string {
    const [version, body] = sealed.split(".");
    if (version !== VERSION || body === undefined) throw new Error("not a sealed secret");
    const bytes = Buffer.from(body, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", this.key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString(
      "utf8",
    );
  }

  /** Tells two keys apart without keeping either. */
  fingerprint(secret: string): string {
    return createHash("sha256").update(this.key).update(secret).digest("base64url");
  }
}
