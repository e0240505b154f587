import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "./port.mjs";

const HOST = "127.0.0.1";
const other = createServer();
beforeAll(() => new Promise((resolve) => other.listen(0, HOST, resolve)));
afterAll(() => new Promise((resolve) => other.close(resolve)));

test("a port that is free is taken, 0 finds one", async () => {
  const port = await freePort(0, HOST);
  expect(port).toBeGreaterThan(0);
  expect(await freePort(port, HOST)).toBe(port);
});

test("a port that another program has is named, with the next one", async () => {
  const { port } = other.address();
  await expect(freePort(port, HOST)).rejects.toThrow(`port ${port} on ${HOST} is taken`);
});

test("a host that is no address of this machine is not told as a port that is taken", async () => {
  for (const host of ["no host", "192.0.2.1"])
    await expect(freePort(0, host)).rejects.toThrow(`HOST=${host} is no address of this machine`);
});
