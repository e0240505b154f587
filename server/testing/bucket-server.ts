/** A store that speaks S3, for tests: files on the disk, keys checked, signatures not; and it lists in one answer. */
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "@20minutes/s3rver";
import type { S3Settings } from "../config";

export interface BucketServer {
  /** Of an empty bucket, below a prefix. */
  readonly settings: S3Settings;
  /** Nothing answers at its address any more. */
  interrupt(): Promise<void>;
  /** Answers there again, with what it had. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** The only key that the store knows. */
const KEY = "S3RVER";

export async function startBucketServer(): Promise<BucketServer> {
  const directory = await mkdtemp(path.join(tmpdir(), "hubqueue-bucket-"));
  const bucket = "hubqueue-tests";
  const store = new S3rver({
    directory,
    silent: true,
    configureBuckets: [{ name: bucket, configs: [] }],
    // It reckons those of lists differently than the clients of stores do.
    allowMismatchedSignatures: true,
  });
  await store.configureBuckets();
  const answer = store.getMiddleware();
  const server = createServer((request, response) => {
    // Its token for the next part needs a cipher that OpenSSL 3 does not have, so no list has a next part.
    request.url = request.url?.replace(/\bmax-keys=\d+/, "max-keys=1000");
    return answer(request, response);
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const stop = async () => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections(); // kept ones would hold it open
    await closed;
  };
  await listen(0);
  // A listening TCP server's address is never a pipe name.
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      bucket,
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      accessKeyId: KEY,
      secretAccessKey: KEY,
      prefix: "some/where/",
      forcePathStyle: true,
    },
    interrupt: stop,
    resume: () => listen(port),
    close: async () => {
      if (server.listening) await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
