/** The restore drill: a backup made while the product works becomes a second one that rests until it may begin. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { entriesOf, turned, writeEntries } from "@/server/testing/archives";
import { expect, NOBODY, signIn, test } from "./fixtures";
import { Api } from "./support/api";
import { Product } from "./support/product";

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hubqueue-drill-"));
});
test.afterEach(() => rm(folder, { recursive: true }));

test("a backup of a product that does not run, into a folder; one that is there already is never overwritten", async ({
  api,
  product,
}) => {
  test.slow();
  await api.createPicture("Kept");
  await product.stop();
  const made = await product.command("backup/make.mjs", folder);
  expect(made.code, made.output).toBe(0);
  const [name = ""] = await readdir(folder);
  expect(name).toMatch(/^hubqueue-[\d-]+T[\d-]+Z\.tar$/);
  expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
  const again = await product.command("backup/make.mjs", path.join(folder, name));
  expect([again.code, again.output]).toEqual([1, expect.stringContaining("it stays")]);
  // Its database was stopped in order, and it starts as ever.
  await product.begin();
});

test("the drill: made while tasks run, refused when damaged, restored beside the original, at rest until its line is started", async ({
  api,
  product,
  runningHub,
  browser,
}) => {
  test.setTimeout(300_000);
  const archive = path.join(folder, "backup.tar");
  const done = await api.createPicture("Done", { start: true });
  await api.reaches(done.id, "SUCCESS");
  const resultOf = async (from: Api) => {
    const url = (await from.task(done.id)).outputs[0]?.url ?? "";
    return Buffer.from(await (await from.send(url)).arrayBuffer());
  };
  await expect.poll(async () => (await api.task(done.id)).outputs[0]?.state).toBe("STORED");
  await runningHub.bendNext({ state: "RUNNING" });
  const running = await api.createPicture("Running", { start: true });
  const { runningHubTaskId } = await api.reaches(running.id, "RUNNING");
  const waiting = await api.createPicture("Waiting", { start: true });

  const made = await product.command("backup/make.mjs", archive);
  expect(made.code, made.output).toBe(0);
  const later = await api.createPicture("Made after the backup");

  const copy = Product.at(path.join(tmpdir(), `hubqueue-e2e-${randomUUID()}`), runningHub.environment);
  for (const [words, damage] of DAMAGES) {
    const damaged = path.join(folder, "damaged.tar");
    await damage(archive, damaged);
    const refused = await copy.command("backup/restore.mjs", damaged);
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining(words)]);
    expect(existsSync(copy.dataDir)).toBe(false);
  }

  const restored = await copy.command("backup/restore.mjs", archive);
  expect(restored.code, restored.output).toBe(0);
  const twice = await copy.command("backup/restore.mjs", archive);
  expect([twice.code, twice.output]).toEqual([1, expect.stringContaining("not empty")]);
  await copy.begin();
  try {
    const there = new Api(copy.url);
    const names = async (from: Api) => (await from.list()).items.map(({ workflowName }) => workflowName);
    expect(await names(there)).toEqual(["Waiting", "Running", "Done"]);
    expect(await resultOf(there)).toEqual(await resultOf(api));
    const history = async (from: Api) => {
      const { attempts, events, outputs } = await from.task(done.id);
      return { attempts, events, outputs };
    };
    expect(await history(there)).toEqual(await history(api));

    // The person of the original comes in, and sees that it rests and what to do.
    const context = await browser.newContext({ baseURL: copy.url, storageState: NOBODY, locale: "en-US" });
    const page = await context.newPage();
    await signIn(page);
    const banner = page.getByRole("alert").filter({ hasText: "Restored from a backup of" });
    await expect(banner).toContainText("pay for the same tasks twice");
    expect((await there.task(running.id)).status).toBe("RUNNING");
    expect((await there.task(waiting.id)).status).toBe("PENDING");
    expect((await runningHub.ledger()).creates).toHaveLength(2);

    // Beside it the original goes on; then it ends, and the copy takes its place.
    expect((await api.task(later.id)).status).toBe("READY");
    await product.stop();
    await runningHub.bend(runningHubTaskId ?? "", { state: "SUCCESS" });
    await banner.getByRole("button", { name: "Start the line" }).click();
    await expect(banner).toBeHidden();
    await there.reaches(running.id, "SUCCESS", 60_000);
    await there.reaches(waiting.id, "SUCCESS", 60_000);
    const { creates, duplicates } = await runningHub.ledger();
    expect(creates).toHaveLength(3);
    expect(duplicates).toEqual([]);
    await context.close();
  } finally {
    await copy.dispose();
  }
  // The tests that come after this one share it.
  await product.begin();
});

type Damage = (archive: string, damaged: string) => Promise<void>;

const DAMAGES: readonly (readonly [words: string, Damage])[] = [
  [
    "damaged",
    async (archive, damaged) => {
      await copyFile(archive, damaged);
      await truncate(damaged, Math.floor((await stat(archive)).size * 0.7));
    },
  ],
  [
    "rows of task instead of",
    async (archive, damaged) => {
      const entries = await entriesOf(archive);
      const withoutTasks = entries.filter(({ name }) => !name.startsWith("database/task/"));
      await writeEntries(damaged, withoutTasks);
    },
  ],
  [
    "its files are not those",
    async (archive, damaged) => {
      const entries = await entriesOf(archive);
      await writeEntries(
        damaged,
        entries.map(({ name, content }) =>
          name.startsWith("files/") ? { name, content: turned(content) } : { name, content },
        ),
      );
    },
  ],
  [
    "newer HubQueue",
    async (archive, damaged) => {
      const entries = await entriesOf(archive);
      const newer = (content: Buffer) => {
        const manifest = JSON.parse(content.toString());
        return Buffer.from(
          JSON.stringify({ ...manifest, migrations: [...manifest.migrations, "20991231_later"] }),
        );
      };
      await writeEntries(
        damaged,
        entries.map(({ name, content }) =>
          name === "manifest.json" ? { name, content: newer(content) } : { name, content },
        ),
      );
    },
  ],
];
