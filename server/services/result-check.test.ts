import sharp from "sharp";
import { expect, test } from "vitest";
import { checkedResult } from "./result-check";

async function* inPieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

async function passed(content: Buffer, fileType: string, pieceBytes = 7): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of checkedResult(inPieces(content, pieceBytes), fileType)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const picture = (format: "png" | "jpeg" | "webp", side = 3) =>
  sharp({ create: { width: side, height: side, channels: 3, background: "#123456" } })
    .toFormat(format)
    .toBuffer();

test("a picture passes unchanged, however it is cut, and under the name of another picture too", async () => {
  const large = await sharp({
    create: {
      width: 64,
      height: 64,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", sigma: 60 },
    },
  })
    .png()
    .toBuffer();
  expect(large.length).toBeGreaterThan(4_100);
  expect(await passed(large, "png", 1_000)).toEqual(large);
  const small = await picture("jpeg");
  expect(await passed(small, "png")).toEqual(small);
});

test.each([
  ["an error page", "<html><body>502 Bad Gateway</body></html>", "png"],
  ["an error page behind a mark and a line", "\ufeff\n<!doctype html>", "jpg"],
  ["an error of an object store", '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "webp"],
  ["an answer of an API", '{"code":1,"msg":"file not exists"}', "mp4"],
  ["nothing", "", "png"],
  ["an error page in place of a sound", "<html>", "mp3"],
])("%s is not kept as a picture, film or sound", async (_what, content, fileType) => {
  await expect(passed(Buffer.from(content), fileType)).rejects.toMatchObject({
    retryable: true,
    facts: { code: "NOT_THE_FILE" },
  });
});

test.each([
  ["a page", "<html></html>", "html"],
  ["a drawing", "<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"],
  ["a text without words", "", "txt"],
  ["bytes of an unknown kind", "\u0001\u0002\u0003", "latent"],
  ["a picture of an unknown kind", "a format of tomorrow", "png"],
])("%s may be a result", async (_what, content, fileType) => {
  expect((await passed(Buffer.from(content), fileType)).toString()).toBe(content);
});
