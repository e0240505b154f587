/** What is wrong with the settings of a bucket is said before the first file is lost. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigError, type S3Settings } from "../config";
import { type BucketServer, startBucketServer } from "../testing/bucket-server";
import { startStubServer } from "../testing/stub-server";
import { checkBucket, openBucket } from "./bucket";
import { BucketPlace } from "./bucket-place";

let server: BucketServer;
beforeAll(async () => {
  server = await startBucketServer();
});
afterAll(() => server.close());

const check = (changes: Partial<S3Settings> = {}) =>
  checkBucket(openBucket({ ...server.settings, ...changes }));

test("settings that work pass, and leave nothing in the bucket", async () => {
  await check();
  const found = [];
  for await (const file of new BucketPlace(openBucket(server.settings)).list("tmp")) found.push(file);
  expect(found).toEqual([]);
});

test.each<[Partial<S3Settings>, string]>([
  [{ bucket: "no-such-bucket" }, "S3_BUCKET names a bucket that does not exist there: no-such-bucket"],
  [{ accessKeyId: "UNKNOWN" }, "S3_ACCESS_KEY_ID is not known"],
])("%o is named as what is wrong", async (changes, words) => {
  const problem = await check(changes).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ConfigError);
  expect(String(problem)).toContain(words);
});

const failure = (code: string) => `<Error><Code>${code}</Code><Message>secret of yours</Message></Error>`;

test.each([
  ["SignatureDoesNotMatch", 403, "S3_SECRET_ACCESS_KEY does not belong to S3_ACCESS_KEY_ID"],
  ["AccessDenied", 403, "S3_ACCESS_KEY_ID may not list, write and delete"],
  ["AuthorizationHeaderMalformed", 400, "S3_REGION is not the region"],
])("a store that answers %s is told by the variable, without its words", async (code, status, words) => {
  const store = await startStubServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/xml" }).end(failure(code));
  });
  const problem = await check({ endpoint: store.url }).catch((error: unknown) => error);
  await store.close();
  expect(problem).toBeInstanceOf(ConfigError);
  expect(String(problem)).toContain(words);
  expect(String(problem)).not.toContain("secret of yours");
});

test("files are listed that do not fit into one answer", async () => {
  const page = (key: string, more: string) =>
    `<ListBucketResult>${more}<Contents><Key>some/where/results/${key}</Key><Size>3</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>`;
  const store = await startStubServer(({ path }, response) => {
    const more = "<IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken>";
    const isSecond = path.includes("continuation-token=next");
    response.writeHead(200, { "content-type": "application/xml" });
    response.end(isSecond ? page("b", "<IsTruncated>false</IsTruncated>") : page("a", more));
  });
  const keys = [];
  const place = new BucketPlace(openBucket({ ...server.settings, endpoint: store.url }));
  for await (const { key } of place.list("results")) keys.push(key);
  await store.close();
  expect(keys).toEqual(["results/a", "results/b"]);
});

test("a store that does not answer may do so later: that is no wrong setting", async () => {
  const problem = await check({ endpoint: "http://127.0.0.1:9" }).catch((error: unknown) => error);
  expect(problem).toMatchObject({
    code: "STORAGE_UNAVAILABLE",
    message: expect.stringContaining("ECONNREFUSED"),
  });
});
