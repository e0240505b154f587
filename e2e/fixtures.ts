import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { NO_LINE_LIMITS } from "@/lib/line-limits";
import { DEFAULT_QUEUE_SETTINGS } from "@/lib/queue-schemas";
import { NO_RETENTION } from "@/lib/storage-schemas";
import { TaskList } from "./pages/task-list";
import { Api } from "./support/api";
import { awake } from "./support/awake";
import { ADMIN, Product } from "./support/product";
import { RunningHub } from "./support/running-hub";

const NO_CAPS = { dayCoins: null, dayMoney: null, batchCoins: null, batchMoney: null, timeZone: "UTC" };

interface WorkerFixtures {
  /** Settings of the product that a file needs otherwise than the rest. */
  readonly environment: Readonly<Record<string, string>>;
  /** A RunningHub of this worker's own, with levers. */
  readonly runningHub: RunningHub;
  /** The product, started once per worker and stopped by SIGTERM at its end. */
  readonly product: Product;
  /** Cookies of the administrator, signed in through the form once. */
  readonly session: Exclude<BrowserContextOptions["storageState"], string | undefined>;
}

interface TestFixtures {
  /** What the product printed during a test that fails is kept with it. */
  readonly productLog: undefined;
  /** A script's way in. Tests that ask for it begin with an empty queue and a RunningHub that knows nothing. */
  readonly api: Api;
  readonly taskList: TaskList;
}

export const NOBODY: WorkerFixtures["session"] = { cookies: [], origins: [] };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  runningHub: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern
    async ({}, use) => {
      const runningHub = await RunningHub.start();
      await use(runningHub);
      await runningHub.dispose();
    },
    { scope: "worker" },
  ],
  environment: [{}, { option: true, scope: "worker" }],
  product: [
    async ({ runningHub, environment }, use) => {
      const product = await Product.start({
        ...runningHub.environment,
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        ...environment,
      });
      await use(product);
      await product.dispose();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  session: [
    async ({ product, browser }, use) => {
      const context = await browser.newContext({ baseURL: product.url, locale: "en-US" });
      await signIn(await context.newPage());
      const session = await context.storageState();
      await context.close();
      await use(session);
    },
    { scope: "worker" },
  ],
  productLog: [
    async ({ product }, use, testInfo) => {
      const before = product.output.length;
      await use(undefined);
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach("product.log", { body: product.output.slice(before) });
    },
    { auto: true },
  ],
  baseURL: ({ product }, use) => use(product.url),
  storageState: ({ session }, use) => use(session),
  page: async ({ page }, use) => {
    const problems = watchForProblems(page);
    await use(page);
    expect(problems, "errors in the page").toEqual([]);
  },
  api: async ({ product, runningHub }, use) => {
    const api = new Api(product.url);
    await startAfresh(api, runningHub);
    await use(api);
  },
  taskList: ({ page }, use) => use(new TaskList(page)),
});

export { expect };

/** Opens a page and waits until it answers to keys and clicks. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await awake(page);
}

/** The same page again, as after F5. */
export async function reopen(page: Page): Promise<void> {
  await page.reload();
  await awake(page);
}

/** Signs in through the form, as the administrator. */
export async function signIn(page: Page): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("Email address").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
}

/** Whatever the test before left behind: no task, no held slot, no pause, no fault, one account. */
async function startAfresh(api: Api, runningHub: RunningHub): Promise<void> {
  await runningHub.comeBack();
  await runningHub.behave();
  await api.trpc.queue.resume.mutate();
  await api.deleteEverything();
  await expect
    .poll(
      async () => {
        const { accounts } = await api.trpc.queue.lane.query();
        return accounts
          .flatMap(({ slots }) => slots.map(({ state }) => state))
          .filter((state) => state !== "free");
      },
      { message: "slots before the test" },
    )
    .toEqual([]);
  await runningHub.reset();
  await forgetSettings(api);
}

/** Only the account of the environment, as it begins; nothing is held. */
async function forgetSettings(api: Api): Promise<void> {
  await api.trpc.queue.setSettings.mutate({ breakerFailures: 0 });
  await api.trpc.queue.setSettings.mutate(DEFAULT_QUEUE_SETTINGS);
  await api.trpc.queue.setLimits.mutate(NO_LINE_LIMITS);
  await api.trpc.spending.setCaps.mutate(NO_CAPS);
  await api.trpc.storage.setRetention.mutate(NO_RETENTION);
  for (const { id, fromEnvironment, paused, minimumBalance } of await api.trpc.accounts.list.query()) {
    if (!fromEnvironment) {
      await api.trpc.accounts.remove.mutate({ id });
      continue;
    }
    if (minimumBalance !== null) await api.trpc.accounts.update.mutate({ id, minimumBalance: null });
    if (paused !== null) await api.trpc.accounts.resume.mutate({ id });
    await api.trpc.accounts.check.mutate({ id });
  }
}

/** Uncaught exceptions, React's complaints about server and browser rendering different things, and what the policy refused. */
function watchForProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (
      message.type() === "error" &&
      /Minified React error|hydrat|Content Security Policy/i.test(message.text())
    )
      problems.push(message.text());
  });
  return problems;
}
