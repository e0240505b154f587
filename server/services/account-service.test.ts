import { afterEach, expect, test } from "vitest";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

let harness: Harness;
afterEach(() => harness.stop());

const REAL_KEY = "f".repeat(32);

test("tasks made on the simulator never run on the real account that is set up later", async () => {
  harness = await startHarness({
    config: { schedulerEnabled: false },
    simulator: { speed: 20, accounts: [{ key: REAL_KEY }] },
  });
  const tried = await harness.createTask("only tried");
  const real = harness.another({ simulator: false, apiKey: REAL_KEY, schedulerEnabled: true });
  await real.start();
  try {
    const meant = await harness.createTask("meant");
    await harness.reaches(meant.id, "SUCCESS");
    expect(harness.acceptedPrompts()).toEqual(["meant"]);
    expect(await real.taskQueries.view(tried.id)).toMatchObject({
      status: "PENDING",
      waiting: { code: "NO_ACCOUNT" },
    });
    expect((await real.queue.lane()).accounts.map((account) => account.name)).toEqual(["RunningHub"]);
    const away = (await real.accounts.list()).find(({ paused }) => paused?.code === "ACCOUNT_AWAY");
    await expect(real.accounts.resume(ADMIN, away?.id ?? "")).rejects.toMatchObject({
      code: "ACCOUNT_NOT_FOUND",
    });
  } finally {
    await real.stop();
  }
});

test("back on its account a waiting task goes on by itself", async () => {
  harness = await startHarness({
    config: { schedulerEnabled: false },
    simulator: { speed: 20, accounts: [{ key: REAL_KEY }] },
  });
  const tried = await harness.createTask("goes on");
  const real = harness.another({ simulator: false, apiKey: REAL_KEY });
  await real.start();
  await real.stop();
  const back = harness.another({ schedulerEnabled: true });
  await back.start();
  try {
    await harness.reaches(tried.id, "SUCCESS");
  } finally {
    await back.stop();
  }
});
