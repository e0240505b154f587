/** People who look, and programs that ask and create: each waits a second after an answer, as nobody asks without a pause. */
import { setTimeout as pause } from "node:timers/promises";
import { Agent, fetch } from "undici";
import { API_TOKEN, type Product } from "../../e2e/support/product";
import { residentMemory, row } from "./list-stage";
import type { LoadScale } from "./load";
import type { Section } from "./report";

const THINK_MS = 1_000;
const AUTHORIZATION = { authorization: `Bearer ${API_TOKEN}` };
/** The simulator's text-to-image sample. */
const WORKFLOW = "1987654321098765402";

/** What is asked, and how often of a hundred times. `{id}` is a task of the first page. */
const QUESTIONS = [
  { share: 35, name: "the first page", path: "/api/tasks?limit=50" },
  { share: 20, name: "a tab", path: "/api/tasks?limit=50&status=FAILED" },
  { share: 20, name: "a task", path: "/api/tasks/{id}" },
  { share: 20, name: "a task's status", path: "/api/tasks/{id}/status" },
  { share: 5, name: "a new task", path: "/api/tasks" },
] as const;
type Name = (typeof QUESTIONS)[number]["name"];

interface Heard {
  readonly times: Map<Name, number[]>;
  errors: number;
}

export async function measureLoad(
  product: Product,
  { users, streams, seconds }: LoadScale,
  say: (what: string) => void,
): Promise<Section> {
  const { url } = product;
  const dispatcher = new Agent({ connections: users + streams });
  const ids = await firstIds(url);
  const heard: Heard = { times: new Map(QUESTIONS.map(({ name }) => [name, []])), errors: 0 };
  const open = { now: 0, broken: 0 };
  const end = new AbortController();
  const listening = Array.from({ length: streams }, () => listen(url, dispatcher, end.signal, open));
  while (open.now < streams) await pause(10);
  say(`${streams} streams are open`);
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      await pause((THINK_MS * user) / users);
      for (let turn = user; performance.now() < until; turn += 1) {
        await askOnce(url, dispatcher, drawn(turn * 37), ids[turn % ids.length] ?? "", heard);
        await pause(THINK_MS);
      }
    }),
  );
  const took = (performance.now() - begun) / 1000;
  end.abort();
  await Promise.all(listening);
  const all = [...heard.times.values()].flat();
  say(`${all.length} answers, ${heard.errors} errors, ${open.broken} streams broke`);
  const plain = (figure: string, value: number, goal?: string) => ({
    figure,
    unit: "calls" as const,
    spread: { p50: value },
    samples: String(all.length + heard.errors),
    goal,
  });
  return {
    title: `${users} who ask and ${streams} streams, for ${seconds} s`,
    rows: [
      plain("answers per second", all.length / took),
      plain("refused or failed, of all", heard.errors / (all.length + heard.errors), "0"),
      plain("streams that broke", open.broken, "0"),
      ...QUESTIONS.map(({ name }) => row(name, "ms", heard.times.get(name) ?? [])),
      row("all of these", "ms", all),
      await residentMemory(product),
    ],
  };
}

/** Every share of a hundred comes up, in the same order for each run. */
function drawn(number: number): (typeof QUESTIONS)[number] {
  let left = number % 100;
  for (const question of QUESTIONS) {
    if (left < question.share) return question;
    left -= question.share;
  }
  return QUESTIONS[0];
}

async function askOnce(
  url: string,
  dispatcher: Agent,
  { name, path }: (typeof QUESTIONS)[number],
  id: string,
  heard: Heard,
): Promise<void> {
  const created = name === "a new task" ? newTask() : null;
  const begun = performance.now();
  try {
    const answer = await fetch(url + path.replace("{id}", id), {
      dispatcher,
      headers: { ...AUTHORIZATION, ...(created && { "content-type": "application/json" }) },
      ...(created && { method: "POST", body: created }),
    });
    await answer.text();
    if (answer.ok) heard.times.get(name)?.push(performance.now() - begun);
    else heard.errors += 1;
  } catch {
    heard.errors += 1;
  }
}

function newTask(): string {
  return JSON.stringify({
    workflowId: WORKFLOW,
    site: "simulator",
    nodeInfoList: [{ nodeId: "2", fieldName: "text", fieldValue: "a calm sea" }],
  });
}

async function firstIds(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/tasks?limit=200`, { headers: AUTHORIZATION });
  const { items } = (await answer.json()) as { items: { id: string }[] }; // our own page
  return items.map(({ id }) => id);
}

/** An open page: everything that changes is told to it. */
async function listen(
  url: string,
  dispatcher: Agent,
  signal: AbortSignal,
  open: { now: number; broken: number },
): Promise<void> {
  try {
    const answer = await fetch(`${url}/api/trpc/tasks.onChange?input=${encodeURIComponent("{}")}`, {
      dispatcher,
      signal,
      headers: { ...AUTHORIZATION, accept: "text/event-stream" },
    });
    open.now += 1;
    for await (const _part of answer.body ?? []);
    open.broken += 1;
  } catch {
    if (!signal.aborted) open.broken += 1;
  }
}
