import { expect, it } from "vitest";
import { later } from "./later";

it("fetches a part once, however often it is asked for, and has it from then on", async () => {
  let fetched = 0;
  const part = later(async () => {
    fetched += 1;
    return "the part";
  });
  let told = 0;
  part.subscribe(() => {
    told += 1;
  });
  expect(part.read()).toBeNull();
  expect(await Promise.all([part.load(), part.load()])).toEqual(["the part", "the part"]);
  expect(await part.load()).toBe("the part");
  expect({ fetched, told, read: part.read() }).toEqual({ fetched: 1, told: 1, read: "the part" });
});

it("asks again for a part that did not come", async () => {
  let isReachable = false;
  const part = later(async () => {
    if (!isReachable) throw new Error("no network");
    return "the part";
  });
  await expect(part.load()).rejects.toThrow("no network");
  expect(part.read()).toBeNull();
  isReachable = true;
  expect(await part.load()).toBe("the part");
});
