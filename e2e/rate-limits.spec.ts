/** Who asks too often is told when to come back, and nobody else notices. */
import { expect, open, test } from "./fixtures";
import { API_TOKEN } from "./support/product";

// Nobody in between is trusted: this machine is where the requests come from, whatever they claim.
test.use({
  environment: {
    RATE_LIMIT_READS: "40",
    RATE_LIMIT_WRITES: "0.2",
    RATE_LIMIT_STRANGERS: "0.2",
    TRUSTED_PROXIES: "none",
  },
});

test("strangers who claim to be many are counted as one; a person and a program from there are answered", async ({
  product,
  page,
}) => {
  const ask = (headers: Record<string, string>) => fetch(`${product.url}/api/tasks`, { headers });
  // Two are answered in ten seconds, from wherever they say they come.
  const guesses = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      ask({ authorization: "Bearer guess", "x-forwarded-for": `203.0.113.${n}` }),
    ),
  );
  const refused = guesses.find(({ status }) => status === 429);
  expect(refused?.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await refused?.json()).toMatchObject({ code: "RATE_LIMITED" });

  const answered = await ask({ authorization: `Bearer ${API_TOKEN}` });
  expect([answered.status, answered.headers.get("ratelimit-policy")]).toEqual([200, '"read";q=200;w=5']);
  await open(page, "/tasks");
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
  expect((await fetch(`${product.url}/api/health/ready`)).status).toBe(200);
});

test("a program that changes things too fast is refused until the time is over, and reads on", async ({
  product,
}) => {
  const authorization = `Bearer ${API_TOKEN}`;
  const create = () =>
    fetch(`${product.url}/api/tasks`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ workflowId: "1" }),
    });
  const answers = await Promise.all(Array.from({ length: 10 }, create));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers.get("retry-after")).toMatch(/^\d+$/);
  expect((await fetch(`${product.url}/api/tasks`, { headers: { authorization } })).status).toBe(200);
  await expect.poll(async () => (await create()).status, { timeout: 30_000 }).toBe(201);
});
