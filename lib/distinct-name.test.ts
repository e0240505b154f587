import { expect, test } from "vitest";
import { DistinctNames } from "./distinct-name";

test("equal names are told apart before their ending, whatever the size of their letters", () => {
  const names = new DistinctNames(["manifest.csv"]);
  expect(
    ["fox.png", "Fox.PNG", "fox.png", "fox (2).png", "Manifest.csv", "fox"].map((name) => names.of(name)),
  ).toEqual(["fox.png", "Fox (2).PNG", "fox (3).png", "fox (2) (2).png", "Manifest (2).csv", "fox"]);
});
