import { expect, it } from "vitest";
import { ROLES } from "./actor";
import { isAllowed, lowerRole, RIGHT_NAMES, rolesUpTo } from "./rights";

it.each(ROLES)("whatever a role may hand on has no right that %s lacks", (role) => {
  for (const lower of rolesUpTo(role)) {
    for (const right of RIGHT_NAMES) {
      if (isAllowed({ role: lower }, right)) expect(isAllowed({ role }, right)).toBe(true);
    }
  }
});

it("of two roles the lower one is what is left, whichever comes first", () => {
  expect(lowerRole("admin", "viewer")).toBe("viewer");
  expect(lowerRole("viewer", "admin")).toBe("viewer");
  expect(lowerRole("operator", "admin")).toBe("operator");
  expect(lowerRole("operator", "operator")).toBe("operator");
});
