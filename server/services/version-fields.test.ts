import { expect, it } from "vitest";
import { VersionFields } from "./version-fields";

const graph = (max: number) =>
  JSON.stringify({ "3": { class_type: "KSampler", inputs: { seed: 1, steps: max } } });
const order = { kind: "workflow", graph: null, formSettings: null } as const;

/** Tells which contents were read. */
function open(contentOf: (versionId: string) => Promise<string> = async () => graph(20)) {
  const read: string[] = [];
  const fields = new VersionFields({
    versionContent: (versionId) => {
      read.push(versionId);
      return contentOf(versionId);
    },
  });
  return { read, of: (versionId: string, more: object = {}) => fields.of({ ...order, ...more, versionId }) };
}

it("reads the content of a version once, however many tasks are sent from it at once", async () => {
  const { of, read } = open();
  const [first, second] = await Promise.all([of("a"), of("a")]);
  expect(first?.map(({ fieldName }) => fieldName)).toEqual(["seed", "steps"]);
  expect(second).toEqual(first);
  await of("b");
  expect(read).toEqual(["a", "b"]);
});

it("follows how people arrange the form meanwhile", async () => {
  const { of, read } = open();
  await of("a");
  const formSettings = { fields: [{ nodeId: "3", fieldName: "seed", max: 9 }] };
  expect(await of("a", { formSettings })).toContainEqual(
    expect.objectContaining({ fieldName: "seed", max: 9 }),
  );
  expect(read).toEqual(["a"]);
});

it("takes the graph that is sent anyway", async () => {
  const { of, read } = open();
  expect(await of("a", { graph: graph(7) })).toContainEqual(expect.objectContaining({ value: 7 }));
  expect(read).toEqual([]);
});

it("keeps the versions used last, and lets the others go", async () => {
  const { of, read } = open();
  const versions = Array.from({ length: 32 }, (_, number) => `v${number}`);
  for (const version of versions) await of(version);
  await of("v0");
  await of("new");
  await of("v0");
  expect(read).toEqual([...versions, "new"]);
  await of("v1");
  expect(read.at(-1)).toBe("v1");
});

it("reads again what could not be read", async () => {
  let isAway = true;
  const { of } = open(async () => {
    if (isAway) throw new Error("away");
    return graph(20);
  });
  await expect(of("a")).rejects.toThrow("away");
  isAway = false;
  expect(await of("a")).toHaveLength(2);
});
