import { expect, test } from "vitest";
import { joinedRead } from "./joined-read";

/** Reads that end when they are told to. */
function heldReads() {
  const running: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const ask = joinedRead(() => new Promise<number>((resolve, reject) => running.push({ resolve, reject })));
  return { running, ask };
}

test("who asks while one runs gets the next one, together with all the others", async () => {
  const { running, ask } = heldReads();
  const first = ask();
  const [second, third] = [ask(), ask()];
  expect(running).toHaveLength(1);
  running[0]?.resolve(1);
  expect(await first).toBe(1);
  await expect.poll(() => running.length).toBe(2);
  running[1]?.resolve(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  expect(running).toHaveLength(2);
});

test("who asks while the next one runs waits for one of its own", async () => {
  const { running, ask } = heldReads();
  const first = ask();
  const second = ask();
  running[0]?.resolve(1);
  await first;
  await expect.poll(() => running.length).toBe(2);
  const third = ask();
  running[1]?.resolve(2);
  expect(await second).toBe(2);
  await expect.poll(() => running.length).toBe(3);
  running[2]?.resolve(3);
  expect(await third).toBe(3);
});

test("one that fails is told to its own callers only", async () => {
  const { running, ask } = heldReads();
  const first = ask();
  const second = ask();
  running[0]?.reject(new Error("no connection"));
  await expect(first).rejects.toThrow("no connection");
  await expect.poll(() => running.length).toBe(2);
  running[1]?.resolve(2);
  expect(await second).toBe(2);
});
