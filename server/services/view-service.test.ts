import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor, Role } from "@/lib/actor";
import { connect, type Database } from "../persistence/prisma";
import { ViewRepository } from "../persistence/view-repository";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { ViewService } from "./view-service";

let database: TestDatabase;
let db: Database;
let views: ViewService;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url });
  views = new ViewService(new ViewRepository(db));
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function person(name: string, role: Role): Promise<Actor> {
  const email = `${name}@example.com`;
  await db.authUser.create({ data: { id: name, name, email, role } });
  return { kind: "user", id: name, name: email, role };
}

let ada: Actor;
let bob: Actor;
let guest: Actor;
beforeEach(async () => {
  await db.authUser.deleteMany();
  ada = await person("ada", "admin");
  bob = await person("bob", "operator");
  guest = await person("guest", "viewer");
});

const failed = { name: "Failed", query: "status=FAILED", shared: false };
const namesFor = async (actor: Actor) => (await views.list(actor)).map(({ name }) => name);

test("a view is its owner's until it is shared, and then everybody's to open", async () => {
  const { id } = await views.save(bob, failed);
  expect(await views.list(bob)).toEqual([{ id, ...failed, owner: null, mayChange: true }]);
  expect(await views.list(ada)).toEqual([]);
  await expect(views.change(ada, { id, name: "Mine" })).rejects.toMatchObject({ code: "VIEW_NOT_FOUND" });
  await views.change(bob, { id, shared: true });
  expect(await views.list(guest)).toEqual([
    { id, ...failed, shared: true, owner: "bob@example.com", mayChange: false },
  ]);
});

test("a shared view is changed by its owner and by administrators, and by nobody else", async () => {
  const { id } = await views.save(bob, { ...failed, shared: true });
  await expect(views.change(guest, { id, name: "Mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(views.remove(guest, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await views.change(ada, { id, name: "Broken" })).toMatchObject({ name: "Broken", shared: true });
  await views.remove(ada, id);
  expect(await views.list(bob)).toEqual([]);
});

test("who only looks keeps views, but shares none", async () => {
  const { id } = await views.save(guest, failed);
  await expect(views.save(guest, { ...failed, shared: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(views.change(guest, { id, shared: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await views.list(guest)).toMatchObject([{ shared: false }]);
});

test("saving under the same name replaces, and renaming to a taken name is refused", async () => {
  const first = await views.save(bob, failed);
  const again = await views.save(bob, { ...failed, query: "status=FAILED&from=today" });
  expect(again).toMatchObject({ id: first.id, query: "status=FAILED&from=today" });
  const other = await views.save(bob, { ...failed, name: "Today" });
  await expect(views.change(bob, { id: other.id, name: "Failed" })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { field: "name" },
  });
  await views.save(ada, failed);
  expect(await namesFor(bob)).toEqual(["Failed", "Today"]);
});

test("a token has no views of its own", async () => {
  const token: Actor = { kind: "token", id: "api-token", name: "API token", role: "admin" };
  await expect(views.save(token, failed)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await views.list(token)).toEqual([]);
});

test("a view that is not there says so", async () => {
  for (const id of ["nonsense", "01890000-0000-7000-8000-00000000dead"])
    await expect(views.remove(ada, id)).rejects.toMatchObject({ code: "VIEW_NOT_FOUND" });
});
