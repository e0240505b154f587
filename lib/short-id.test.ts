import { expect, it } from "vitest";
import { shortId } from "./short-id";

it("keeps both ends of a long id and all of a short one", () => {
  expect(shortId("019a1b2c-0000-7000-8000-00000000beef")).toBe("019a…beef");
  expect(shortId("abc123")).toBe("abc123");
});
