import { afterEach, beforeEach, expect, test } from "vitest";
import { answerJson, type StubServer, startStubServer } from "../testing/stub-server";
import { createGuardedPost } from "./guarded-post";

let receiver: StubServer;
beforeEach(async () => {
  receiver = await startStubServer((_request, response) => answerJson(response, { ok: true }));
});
afterEach(() => receiver.close());

const open = createGuardedPost({ allowPrivate: true });
const guarded = createGuardedPost({ allowPrivate: false });
const letter = (url: string) => ({ url, headers: { "x-test": "1" }, body: '{"a":1}' });

test("posts the body with its headers, and tells the answer's first bytes", async () => {
  receiver.handle((_request, response) => response.writeHead(200).end("x".repeat(100_000)));
  const posted = await open(letter(`${receiver.url}/hook?key=1`));
  expect(posted).toMatchObject({ httpStatus: 200, retryable: false });
  expect(posted.answer).toBe("x".repeat(2_048));
  const [seen] = receiver.requests;
  expect(seen).toMatchObject({ method: "POST", path: "/hook?key=1" });
  expect(seen?.headers).toMatchObject({ "x-test": "1", "content-type": "application/json; charset=utf-8" });
  expect(seen?.body.toString()).toBe('{"a":1}');
});

test.each(["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])(
  "an address inside is not reached by any of its names: %s",
  async (name) => {
    const { port } = new URL(receiver.url);
    expect(await guarded(letter(`http://${name}:${port}/`))).toMatchObject({
      httpStatus: null,
      answer: "FORBIDDEN_ADDRESS",
      retryable: false,
    });
    expect(receiver.requests).toEqual([]);
  },
);

test("a redirect is not followed", async () => {
  const other = await startStubServer((_request, response) => answerJson(response, {}));
  receiver.handle((_request, response) => response.writeHead(307, { location: other.url }).end());
  try {
    expect(await open(letter(receiver.url))).toMatchObject({ httpStatus: 307, retryable: false });
    expect(other.requests).toEqual([]);
  } finally {
    await other.close();
  }
});

test.each([
  [500, true],
  [503, true],
  [429, true],
  [400, false],
  [404, false],
])("HTTP %i: another try may go better: %s", async (status, retryable) => {
  receiver.handle((_request, response) => response.writeHead(status).end());
  expect(await open(letter(receiver.url))).toMatchObject({ httpStatus: status, retryable });
});

test("nobody there: the reason is told, and another try may go better", async () => {
  const { url } = receiver;
  await receiver.close();
  expect(await open(letter(url))).toMatchObject({
    httpStatus: null,
    answer: "ECONNREFUSED",
    retryable: true,
  });
  receiver = await startStubServer();
});
