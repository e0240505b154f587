/** `npm run chaos`: the queue engine in virtual time, against a scripted RunningHub. See docs/chaos.md. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sessionsOf, startDatabases } from "./databases";
import { type Options, readOptions, USAGE } from "./options";
import { Summary } from "./summary";
import type { News, Work } from "./work";

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));
const PROGRESS_EVERY = 500;
/** A run takes half a second, or a few on a busy machine. One that takes this long waits for itself. */
const STANDSTILL_MS = 120_000;

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  const children: ChildProcess[] = [];
  const databases = await startDatabases(options.workers);
  const interrupt = () => {
    for (const child of children) child.kill("SIGKILL");
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    const summary = new Summary(options.variants);
    const shares = databases.urls.map((databaseUrl, index) => share(options, databaseUrl, index));
    const ends = shares.map((work) => {
      const child = fork(WORKER, { execArgv: ["--import", "tsx"] });
      children.push(child);
      return worked(child, work, (news) => take(news, summary, options));
    });
    const finished = (await Promise.all(ends)).every(Boolean);
    console.log(options.json ? summary.json() : summary.text());
    return finished && summary.good ? 0 : 1;
  } finally {
    await databases.stop();
  }
}

/** Seeds are dealt like cards; so are variants, each of which one worker runs alone. */
function share(options: Options, databaseUrl: string, index: number): Work {
  const { workers, trace, variants, runs, seed } = options;
  const mine = variants.filter((_, n) => n % workers === index);
  if (variants.length > 0) return { databaseUrl, first: seed, step: 1, runs, trace, variants: mine };
  const count = Math.floor(runs / workers) + (index < runs % workers ? 1 : 0);
  return { databaseUrl, first: seed + index, step: workers, runs: count, trace, variants: null };
}

/** @returns whether the worker came to its end */
function worked(child: ChildProcess, work: Work, take: (news: News) => void): Promise<boolean> {
  let done = false;
  // Here, because the worker's own clock is the simulation's.
  let watch: NodeJS.Timeout | undefined;
  child.on("message", (news: News) => {
    clearTimeout(watch);
    if (news.kind === "begins")
      watch = setTimeout(() => void standsStill(child, work, news.seed, take), STANDSTILL_MS);
    if (news.kind === "done") done = true;
    take(news);
  });
  child.send(work);
  return new Promise((resolve) =>
    child.once("exit", () => {
      clearTimeout(watch);
      resolve(done);
    }),
  );
}

/** What it waits for cannot come any more; the rest of its share is not played. Tells who waits for whom in the database. */
async function standsStill(
  child: ChildProcess,
  { databaseUrl }: Work,
  seed: number,
  take: (news: News) => void,
): Promise<void> {
  const what = `the simulation has stood still for ${STANDSTILL_MS / 1000} s`;
  const sessions = await sessionsOf(databaseUrl).catch((error: unknown) => [String(error)]);
  take({ kind: "found", seed, violations: [{ rule: "stands still", what }], trace: sessions });
  child.kill("SIGKILL");
}

function take(news: News, summary: Summary, options: Options): void {
  if (news.kind === "line") console.log(news.text);
  if (news.kind === "found") summary.addFinding(news);
  if (news.kind === "variant") summary.addVariant(news.result);
  if (news.kind !== "ran") return;
  summary.add(news.tally);
  if (!options.json && summary.done % PROGRESS_EVERY === 0)
    console.error(`${summary.done} of ${options.runs} runs`);
}

process.exitCode = await main();
