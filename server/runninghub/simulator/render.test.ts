import sharp from "sharp";
import { expect, test } from "vitest";
import { openBench, RESTYLE, TEXT_TO_IMAGE, type TestBench } from "./harness";

async function run(bench: TestBench, body: object): Promise<Buffer[]> {
  const taskId = await bench.create(body);
  await bench.advance(30_000);
  const { data } = await bench.v1("/task/openapi/outputs", { taskId });
  return Promise.all(
    data.map(async (item: { fileUrl: string }) =>
      Buffer.from(await (await fetch(item.fileUrl)).arrayBuffer()),
    ),
  );
}

const override = (nodeId: string, fieldName: string, fieldValue: unknown) => ({
  nodeId,
  fieldName,
  fieldValue,
});

/** A picture that is dark on the left and bright on the right, with a bright disc in the dark half. */
const photo = (width: number, height: number) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#203050"/><rect x="50%" width="50%" height="100%" fill="#e0c890"/><circle cx="25%" cy="35%" r="${height / 8}" fill="#ffffff"/></svg>`,
    ),
  )
    .png()
    .toBuffer();

const shades = (picture: Buffer) =>
  sharp(picture)
    .flatten()
    .greyscale()
    .resize(24, 16, { fit: "fill" })
    .extract({ left: 0, top: 0, width: 24, height: 11 })
    .raw()
    .toBuffer();

function correlation(a: Buffer, b: Buffer): number {
  const mean = (list: Buffer) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [top, squareA, squareB] = [0, 0, 0];
  a.forEach((value, place) => {
    const [x, y] = [value - meanA, (b[place] ?? 0) - meanB];
    top += x * y;
    squareA += x * x;
    squareB += y * y;
  });
  return top / Math.sqrt(squareA * squareB);
}

test("a restyled picture keeps the size and composition of the upload, and looks different", async () => {
  const bench = await openBench();
  const input = await photo(360, 240);
  const { fileName } = (await bench.upload(input, "photo.png")).data;
  const [output = Buffer.alloc(0)] = await run(bench, {
    workflowId: RESTYLE,
    nodeInfoList: [override("2", "image", fileName), override("6", "seed", 5)],
  });
  expect(await sharp(output).metadata()).toMatchObject({ format: "png", width: 360, height: 240 });
  expect(correlation(await shades(input), await shades(output))).toBeGreaterThan(0.8);
  const [before, after] = [await sharp(input).stats(), await sharp(output).stats()];
  const shift = before.channels
    .slice(0, 3)
    .map((channel, place) => Math.abs(channel.mean - (after.channels[place]?.mean ?? 0)));
  expect(Math.max(...shift)).toBeGreaterThan(8);
});

test("two different uploads give two different results", async () => {
  const bench = await openBench();
  const results = [];
  for (const input of [
    await photo(300, 200),
    await sharp(await photo(300, 200))
      .flop()
      .toBuffer(),
  ]) {
    const { fileName } = (await bench.upload(input, "photo.png")).data;
    const nodeInfoList = [override("2", "image", fileName), override("6", "seed", 5)];
    const [output = Buffer.alloc(0)] = await run(bench, { workflowId: RESTYLE, nodeInfoList });
    results.push(await shades(output));
  }
  const [one, two] = results;
  expect(one && two ? correlation(one, two) : 1).toBeLessThan(0);
});

test("the same inputs give the same picture, another seed or prompt another one", async () => {
  const bench = await openBench();
  const paint = async (seed: number, text: string) => {
    const nodeInfoList = [override("5", "seed", seed), override("2", "text", text)];
    return (await run(bench, { nodeInfoList }))[0] ?? Buffer.alloc(0);
  };
  const first = await paint(1, "一座灯塔");
  expect(first.equals(await paint(1, "一座灯塔"))).toBe(true);
  expect(first.equals(await paint(2, "一座灯塔"))).toBe(false);
  expect(first.equals(await paint(1, "a lighthouse"))).toBe(false);
});

test("seeds left out are randomised by every run", async () => {
  const bench = await openBench();
  const [first, second] = [await run(bench, {}), await run(bench, {})];
  expect(first[0]?.equals(second[0] ?? Buffer.alloc(0))).toBe(false);
});

test("size and batch size of the graph are honoured: one item per picture", async () => {
  const bench = await openBench();
  const nodeInfoList = [
    override("4", "width", "320"),
    override("4", "height", 256),
    override("4", "batch_size", 3),
  ];
  const outputs = await run(bench, { nodeInfoList });
  expect(outputs).toHaveLength(3);
  for (const output of outputs)
    expect(await sharp(output).metadata()).toMatchObject({ width: 320, height: 256 });
  expect(new Set(outputs.map((output) => output.toString("base64"))).size).toBe(3);
});

test("background removal makes the corners transparent, enlarging doubles the sides", async () => {
  const bench = await openBench();
  const { fileName } = (await bench.upload(await photo(200, 150), "photo.png")).data;
  const workflowId = "1987654321098765403";
  const [cutout, large] = await run(bench, { workflowId, nodeInfoList: [override("1", "image", fileName)] });
  const corner = await sharp(cutout).extract({ left: 0, top: 0, width: 4, height: 4 }).raw().toBuffer();
  expect(corner[3]).toBe(0);
  expect(await sharp(large).metadata()).toMatchObject({ width: 400, height: 300 });
});

test("prompts with markup, control characters or nothing in them are drawn, never a failure", async () => {
  const bench = await openBench();
  for (const text of [
    "<svg onload='x'> & \"quotes\" ]]>",
    "\u0000\u0008\ufffe tab\tline\nbreak 🦊",
    "",
    "长".repeat(4000),
  ]) {
    const [output] = await run(bench, {
      workflowId: TEXT_TO_IMAGE,
      nodeInfoList: [override("2", "text", text)],
    });
    expect((await sharp(output).metadata()).format).toBe("png");
  }
});

test("a result address answers 403 after 24 hours and 404 for other names or unfinished tasks", async () => {
  const bench = await openBench();
  const taskId = await bench.create();
  const planned = (await bench.control(`/tasks/${taskId}`)).outputs[0].fileName;
  const address = `${bench.url}/files/output/${taskId}/${planned}`;
  expect((await fetch(address)).status).toBe(404);
  await bench.advance(20_000);
  expect((await fetch(address)).status).toBe(200);
  expect((await fetch(`${address}x`)).status).toBe(404);
  await bench.advance(24 * 3_600_000);
  const expired = await fetch(address);
  expect([expired.status, await expired.text()]).toEqual([403, expect.stringContaining("AccessDenied")]);
});
