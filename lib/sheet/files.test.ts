import { expect, it } from "vitest";
import { baseName, freeName, inNaturalOrder, isSameFile } from "./files";

it("orders files as people count", () => {
  const files = ["10.png", "2.png", "a1.png", "1.png"].map((name) => ({ name }));
  expect(inNaturalOrder(files).map(({ name }) => name)).toEqual(["1.png", "2.png", "10.png", "a1.png"]);
});

it("gives another file of the same name a name of its own", () => {
  const taken = new Set(["photo.png", "photo (2).png", "README"]);
  expect(freeName("photo.png", (name) => taken.has(name))).toBe("photo (3).png");
  expect(freeName("README", (name) => taken.has(name))).toBe("README (2)");
  expect(freeName("new.png", (name) => taken.has(name))).toBe("new.png");
});

it("tells files of one name apart by size and time", () => {
  const file = { name: "a.png", size: 3, lastModified: 5 };
  expect(isSameFile(file, { ...file })).toBe(true);
  expect(isSameFile(file, { ...file, size: 4 })).toBe(false);
});

it("takes the name out of a path of either system", () => {
  expect(["C:\\pics\\a.png", "pics/a.png", "a.png"].map(baseName)).toEqual(["a.png", "a.png", "a.png"]);
});
