import { afterEach, beforeEach, expect, test } from "vitest";
import { type Continuation, openResult } from "../runninghub/open-result";
import { type StubServer, startStubServer } from "../testing/stub-server";
import { wholeResult } from "./result-transfer";

let stub: StubServer;
beforeEach(async () => {
  stub = await startStubServer();
});
afterEach(() => stub.close());

const CONTENT = "0123456789";

/** Sends the content from there on, and dies before its last byte as long as told. */
function serve(options: { breaks: number; etags?: readonly string[]; ranges?: boolean }): void {
  stub.handle((request, response, count) => {
    const etag = options.etags?.[count - 1] ?? options.etags?.at(-1);
    const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
    const isPart = asked !== undefined && options.ranges !== false && request.headers["if-range"] === etag;
    const from = isPart ? Number(asked) : 0;
    response.writeHead(isPart ? 206 : 200, {
      ...(etag !== undefined && { etag }),
      ...(isPart && { "content-range": `bytes ${from}-9/10` }),
      "content-type": "image/png",
      "content-length": 10 - from,
    });
    if (count > options.breaks) return response.end(CONTENT.slice(from));
    response.write(CONTENT.slice(from, from + 3), () => response.destroy());
  });
}

async function fetched(): Promise<string> {
  const { signal } = new AbortController();
  const url = `${stub.url}/x.png`;
  const own = { ownHost: "127.0.0.1" };
  const first = await openResult(url, own);
  const chunks: Buffer[] = [];
  const rest = (continuation: Continuation) => openResult(url, { ...own, continuation });
  for await (const chunk of wholeResult(first, rest, signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("a broken transfer goes on where it broke, as often as it takes, and gives each byte once", async () => {
  serve({ breaks: 3, etags: ['"one"'] });
  expect(await fetched()).toBe(CONTENT);
  expect(stub.requests.map(({ headers }) => [headers.range, headers["if-range"]])).toEqual([
    [undefined, undefined],
    ["bytes=3-", '"one"'],
    ["bytes=6-", '"one"'],
    ["bytes=9-", '"one"'],
  ]);
});

test("pieces of two files are never put together", async () => {
  serve({ breaks: 1, etags: ['"one"', '"two"'] });
  await expect(fetched()).rejects.toMatchObject({ retryable: true, message: /has changed/ });
});

test("a host that sends the whole again is no continuation", async () => {
  serve({ breaks: 1, etags: ['"one"'], ranges: false });
  await expect(fetched()).rejects.toMatchObject({ retryable: true });
});

test.each([undefined, 'W/"weak"'])("what no strong tag names (%s) is not continued", async (etag) => {
  serve({ breaks: 1, ...(etag !== undefined && { etags: [etag] }) });
  await expect(fetched()).rejects.toMatchObject({ retryable: true, facts: { code: "BROKEN_OFF" } });
  expect(stub.requests).toHaveLength(1);
});

test("a refusal of the rest is final: the link has expired meanwhile", async () => {
  stub.handle((_request, response, count) => {
    if (count > 1) return response.writeHead(403).end();
    response.writeHead(200, { etag: '"one"', "content-length": 10 });
    response.write("012", () => response.destroy());
  });
  await expect(fetched()).rejects.toMatchObject({ errorClass: "refused" });
});
