/** A stream that is open ends when whoever asked for it may not be here any more. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { GET } from "@/app/api/trpc/[trpc]/route";
import { createTokenSchema, type NewToken } from "@/lib/token-schemas";
import { processState } from "../process-state";
import { ADMIN, type Harness, startHarness } from "../testing/harness";

const PASSWORD = "correct horse";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ config: { schedulerEnabled: false } });
  processState().container = harness.app;
  await harness.app.signIn.ensureAdministrator({ email: "ada@example.org", password: PASSWORD });
});
afterAll(async () => {
  delete processState().container;
  await harness.stop();
});

/** Follows the changes with these headers. @returns a reader of what comes until the text, or until the stream's end */
async function follow(headers: Record<string, string>) {
  const response = await GET(
    new Request("http://127.0.0.1:3000/api/trpc/tasks.onChange", {
      headers: { ...headers, accept: "text/event-stream" },
    }),
  );
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  return async (text: string) => {
    while (!seen.includes(text)) {
      const part = await reader?.read();
      if (!part || part.done) break;
      seen += part.value;
    }
    return seen;
  };
}

const ENDED = '"appCode":"UNAUTHENTICATED"';

async function aToken(): Promise<NewToken> {
  return harness.app.tokens.create(
    ADMIN,
    createTokenSchema.parse({ name: "a script", role: "viewer", service: true }),
  );
}

async function aPerson(email: string): Promise<{ id: string; cookie: string }> {
  const { people, entry, signIn } = harness.app;
  const { path } = await people.invite(ADMIN, { email, role: "operator" });
  await entry.use({ token: path.slice("/join/".length), name: "", password: PASSWORD });
  const { cookies } = await signIn.signIn({ email, password: PASSWORD });
  const { people: all } = await people.list(ADMIN);
  const id = all.find((person) => person.email === email)?.id ?? "";
  return { id, cookie: cookies.map((line) => line.split(";")[0]).join("; ") };
}

it("ends when its token is revoked, and no other does", async () => {
  const [revoked, kept] = [await aToken(), await aToken()];
  const gone = await follow({ authorization: `Bearer ${revoked.token}` });
  const stays = await follow({ authorization: `Bearer ${kept.token}` });
  await Promise.all([gone("counts"), stays("counts")]);
  await harness.app.tokens.revoke(ADMIN, revoked.id);
  expect(await gone(ENDED)).toContain(ENDED);
  const { id } = await harness.createTask("after the end of another", { start: false });
  expect(await stays(id)).not.toContain(ENDED);
});

it.each([
  ["disabled", (id: string) => harness.app.people.change(ADMIN, { id, disabled: true })],
  ["removed", (id: string) => harness.app.people.remove(ADMIN, id)],
  ["signed out by an administrator", (id: string) => harness.app.people.endSessions(ADMIN, id)],
])("ends when its person is %s", async (what, act) => {
  const { id, cookie } = await aPerson(`${what.replaceAll(" ", ".")}@example.org`);
  const stream = await follow({ cookie });
  await stream("counts");
  await act(id);
  expect(await stream(ENDED)).toContain(ENDED);
});

it("goes on when its person only has another role", async () => {
  const { id, cookie } = await aPerson("grace@example.org");
  const stream = await follow({ cookie });
  await stream("counts");
  await harness.app.people.change(ADMIN, { id, role: "viewer" });
  const task = await harness.createTask("after the change", { start: false });
  expect(await stream(task.id)).not.toContain(ENDED);
});
