/** Kept files in a bucket. Everything is streamed: a file of gigabytes takes no more memory than a small one. */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { ANSWER_TIMEOUT_MS, type Bucket, failed, nullIfNoSuchFile } from "./bucket";
import { type FilePart, type FilePlace, type KeptFile, type ListedFile, requireKey } from "./file-place";

/** Of the largest result over a slow line. */
const PUT_TIMEOUT_MS = 600_000;
/** Larger files are sent in parts of this size, so many at once: what one put may take of the memory. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

const inTime = () => ({ abortSignal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });

export class BucketPlace implements FilePlace {
  constructor(private readonly bucket: Bucket) {}

  async put(key: string, localPath: string): Promise<void> {
    const place = this.at(key);
    const body = createReadStream(localPath, { highWaterMark: 1024 * 1024 });
    // An upload that fails at once leaves it without a listener, while it is being opened and the file is removed.
    body.on("error", () => {});
    const abortController = new AbortController();
    const timeout = setTimeout(() => abortController.abort(), PUT_TIMEOUT_MS);
    try {
      const upload = new Upload({
        client: this.bucket.client,
        params: { ...place, Body: body },
        partSize: PART_BYTES,
        queueSize: PARTS_AT_ONCE,
        abortController,
      });
      await upload.done().catch(failed);
    } finally {
      clearTimeout(timeout);
      body.destroy();
    }
  }

  async find(key: string): Promise<KeptFile | null> {
    const head = await this.bucket.client
      .send(new HeadObjectCommand(this.at(key)), inTime())
      .catch(nullIfNoSuchFile);
    if (head === null) return null;
    return { size: head.ContentLength ?? 0, localPath: null, read: (part) => this.read(key, part) };
  }

  async copy(from: string, to: string): Promise<boolean> {
    const { Bucket, Key } = this.at(from);
    const CopySource = [Bucket, ...Key.split("/")].map(encodeURIComponent).join("/");
    const copied = await this.bucket.client
      .send(new CopyObjectCommand({ ...this.at(to), CopySource }), inTime())
      .catch(nullIfNoSuchFile);
    return copied !== null;
  }

  async remove(key: string): Promise<void> {
    await this.bucket.client.send(new DeleteObjectCommand(this.at(key)), inTime()).catch(failed);
  }

  /** A bucket has no folders. */
  async removeFolder(): Promise<void> {}

  async *list(folder: string): AsyncGenerator<ListedFile, void, undefined> {
    const { client, name, prefix } = this.bucket;
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: name, Prefix: `${prefix}${requireKey(folder)}/` },
    );
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key = "", Size = 0, LastModified } of Contents) {
          const ageSeconds = (Date.now() - (LastModified ?? new Date()).getTime()) / 1000;
          yield { key: Key.slice(prefix.length), sizeBytes: Size, ageSeconds };
        }
      }
    } catch (error) {
      failed(error);
    }
  }

  /** The deadline is for the beginning of the answer; then the reader decides how long it takes. */
  private async read(key: string, part?: FilePart): Promise<Readable | null> {
    const giveUp = new AbortController();
    const timeout = setTimeout(() => giveUp.abort(), ANSWER_TIMEOUT_MS);
    const range = part && { Range: `bytes=${part.start}-${part.end}` };
    const answer = await this.bucket.client
      .send(new GetObjectCommand({ ...this.at(key), ...range }), { abortSignal: giveUp.signal })
      .catch(nullIfNoSuchFile)
      .finally(() => clearTimeout(timeout));
    // In Node it is always one; the types speak for browsers too.
    return answer?.Body instanceof Readable ? answer.Body : null;
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket.name, Key: this.bucket.prefix + requireKey(key) };
  }
}
