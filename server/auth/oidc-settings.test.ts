import { expect, it, test } from "vitest";
import { issuerSchema, rolesSchema, toldRole } from "./oidc-settings";

test.each([
  "https://id.example.com",
  "https://id.example.com/realms/team",
  "https://id.example.com/application/o/hubqueue/",
  "http://localhost:8080",
  "http://127.0.0.1:8080/a",
  "http://[::1]:8080",
])("%s may be an issuer, and stays as it is written", (issuer) => {
  expect(issuerSchema.parse(issuer)).toBe(issuer);
});

test.each([
  "id.example.com",
  "ftp://id.example.com",
  "http://id.example.com",
  "http://localhost.example.com",
  "http://127.0.0.1.example.com",
  // It would be asked there without a check that it is the one we mean.
  "https://id.example.com/.well-known/openid-configuration",
  "https://id.example.com/?tenant=1",
  "https://id.example.com/#a",
])("%s is none", (issuer) => {
  expect(issuerSchema.safeParse(issuer).success).toBe(false);
});

const ROLES = {
  claim: "groups",
  byValue: rolesSchema.parse("leads:admin, artists: operator,urn:guests:viewer"),
};

test.each([
  [{ groups: ["artists"] }, "operator"],
  [{ groups: ["urn:guests", "leads", "artists"] }, "admin"],
  [{ groups: "urn:guests" }, "viewer"],
  [{ groups: ["Leads", "strangers"] }, null],
  [{ groups: [] }, null],
  [{ groups: [{ name: "leads" }, 7, null] }, null],
  [{ groups: { leads: true } }, null],
  [{}, null],
])("claims of %j mean the role %s", (claims, role) => {
  expect(toldRole(claims, ROLES)).toBe(role);
});

it("finds a claim by a path, and by a name with dots first", () => {
  const inside = { ...ROLES, claim: "realm_access.roles" };
  expect(toldRole({ realm_access: { roles: ["leads"] } }, inside)).toBe("admin");
  expect(toldRole({ "realm_access.roles": ["artists"], realm_access: { roles: ["leads"] } }, inside)).toBe(
    "operator",
  );
  expect(toldRole({ realm_access: "roles" }, inside)).toBeNull();
  // What every object has is no claim.
  expect(toldRole({}, { ...ROLES, claim: "constructor.name" })).toBeNull();
});

test.each(["leads", "leads:boss", ":admin", "leads:admin,"])(
  "%j says of no value which role it means",
  (text) => {
    expect(rolesSchema.safeParse(text).success).toBe(false);
  },
);
