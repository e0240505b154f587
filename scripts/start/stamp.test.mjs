import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { digest, digestFiles, onceFor } from "./stamp.mjs";

let directory;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "hubqueue stamp "));
});
afterEach(() => rm(directory, { recursive: true }));

describe("onceFor", () => {
  test("works once for the same inputs, and again when they change", async () => {
    const file = join(directory, "out", "made-from");
    const runs = [];
    const make = (inputs) => onceFor(file, inputs, async () => void runs.push(inputs));
    expect([await make("a"), await make("a"), await make("b"), await make("a")]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(runs).toEqual(["a", "b", "a"]);
  });

  test("work that fails or is killed leaves no stamp that counts, not even the earlier one", async () => {
    const file = join(directory, "made-from");
    await onceFor(file, "a", async () => {});
    const failing = onceFor(file, "b", async () => {
      // What a kill at this moment would leave behind.
      await expect(readFile(file)).rejects.toThrow("ENOENT");
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    expect(await onceFor(file, "a", async () => {})).toBe(true);
  });
});

describe("digestFiles", () => {
  const take = () => digestFiles(directory, ["src", "missing.json"], (path) => !path.endsWith(".test.ts"));

  test("changes with a file's content, name and presence, and not with what is left out", async () => {
    await mkdir(join(directory, "src", "deep"), { recursive: true });
    await writeFile(join(directory, "src", "deep", "a.ts"), "1");
    const seen = [take()];
    await writeFile(join(directory, "src", "deep", "a.test.ts"), "ignored");
    expect(take()).toBe(seen[0]);
    await writeFile(join(directory, "src", "deep", "a.ts"), "2");
    seen.push(take());
    await writeFile(join(directory, "src", "b.ts"), "");
    seen.push(take());
    await rm(join(directory, "src", "b.ts"));
    await writeFile(join(directory, "src", "c.ts"), "");
    seen.push(take());
    expect(new Set(seen).size).toBe(4);
  });
});

test("digest keeps its parts apart", () => {
  expect(digest("ab", "c")).not.toBe(digest("a", "bc"));
});
