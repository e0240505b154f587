import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PasswordTries } from "../persistence/password-tries";
import { connect, type Database } from "../persistence/prisma";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { PasswordGuard } from "./password-guard";

let server: TestDatabase;
/** Of two processes. */
let databases: readonly [Database, Database];
let homes: string[];
beforeAll(async () => {
  server = await createTestDatabase();
  databases = [connect({ databaseUrl: server.url }), connect({ databaseUrl: server.url })];
});
afterAll(async () => {
  for (const database of databases) await database.$disconnect();
  await server.drop();
});
beforeEach(async () => {
  homes = [];
  await databases[0].passwordTry.deleteMany();
});

const TOO_MANY = { code: "RATE_LIMITED", details: { retryAfterSeconds: expect.any(Number) } };
const ADA = "ada@example.org";

function guard(database: Database = databases[0]): PasswordGuard {
  return new PasswordGuard({ tries: new PasswordTries(database), addressesOf: async () => homes });
}

async function fail(times: number, email: string, address: (n: number) => string | null): Promise<void> {
  for (let n = 0; n < times; n += 1) await guard().atSignIn(email, address(n));
}

it("lets ten tries of a minute through and no eleventh, whichever process is asked and however many at once", async () => {
  const tries = databases.flatMap((database) =>
    Array.from({ length: 12 }, () => guard(database).atSignIn(ADA, null)),
  );
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(TOO_MANY);
  await guard().atSignIn("grace@example.org", null);
});

it("opens again when the minute is over, whoever kept knocking", async () => {
  await fail(10, ADA, () => null);
  await expect(guard().atSignIn(ADA, null)).rejects.toMatchObject(TOO_MANY);
  await databases[0].$executeRaw`UPDATE password_try SET until = clock_timestamp()`;
  await fail(10, ADA, () => null);
  await expect(guard().atSignIn(ADA, null)).rejects.toMatchObject(TOO_MANY);
});

it("forgets the failures of somebody who got in, and of their network no more than that one", async () => {
  const address = "203.0.113.7";
  await fail(9, ADA, () => address);
  await (await guard().atSignIn(ADA, address)).succeeded();
  await guard().atSignIn(ADA, address);
  await expect(guard().atSignIn(ADA, address)).rejects.toMatchObject(TOO_MANY);
  await fail(9, ADA, (n) => `198.51.100.${n}`);
});

describe("somebody who guesses", () => {
  it("at many names is stopped by their network, also with many addresses of it, and adds no more names", async () => {
    for (let n = 0; n < 10; n += 1) await guard().atSignIn(`name ${n}`, `2001:db8::${n}`);
    const rows = await databases[0].passwordTry.count();
    for (let n = 10; n < 15; n += 1)
      await expect(guard().atSignIn(`name ${n}`, `2001:db8::${n}`)).rejects.toMatchObject(TOO_MANY);
    expect(await databases[0].passwordTry.count()).toBe(rows);
  });

  it("from many networks is stopped by the name, and keeps nobody out where they have signed in lately", async () => {
    homes = ["192.0.2.10"];
    await fail(10, ADA, (n) => `203.0.113.${n}`);
    await expect(guard().atSignIn(ADA, "203.0.113.200")).rejects.toMatchObject(TOO_MANY);
    await fail(10, ADA, () => "192.0.2.10");
    await expect(guard().atSignIn(ADA, "192.0.2.10")).rejects.toMatchObject(TOO_MANY);
  });

  it("leaves nothing of what they typed", async () => {
    await guard().atSignIn(ADA, "203.0.113.7");
    expect(JSON.stringify(await databases[0].passwordTry.findMany())).not.toMatch(/ada|203/);
  });
});
