import { crc32 } from "node:zlib";
import { fromBufferPromise } from "yauzl";

/** The files of an archive by name, in its order; each is checked against its checksum. @throws for a broken one */
export async function readZip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part);
    const content = Buffer.concat(parts);
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} is broken`);
    if (files.has(entry.fileName)) throw new Error(`two files are called ${entry.fileName}`);
    files.set(entry.fileName, content);
  }
  return files;
}
