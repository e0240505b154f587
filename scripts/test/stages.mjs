import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../start/build.mjs";
import { inRoot, root } from "../start/paths.mjs";
import { inTurn } from "../start/prepare.mjs";
import { digestFiles } from "../start/stamp.mjs";
import { tryTool } from "../start/tool.mjs";
import { auditPackages } from "./audit.mjs";
import { findChromium } from "./chromium.mjs";
import { verdictsOfPlaywright, verdictsOfVitest } from "./verdicts.mjs";

const bin = (name) => inRoot("node_modules", ".bin", name);
/** On a machine that is busy otherwise a test may fail once. It is repeated, and named at the end: it is no pass like others. */
const AGAIN = { vitest: "--retry=1", playwright: "--retries=1" };
const ok = { passed: 1, failed: 0, output: "" };

/**
 * What `npm test` runs, in this order. A stage answers with counts, the output to show when it failed, and where it can
 * tell them: the tests that failed, and those that passed only when they were repeated.
 * @typedef {{passed: number, failed: number, output: string, failures?: string[], flaky?: string[]}} StageResult
 * @type {{name: string, title: string, run(context: {note(line: string): void, signal: AbortSignal}): Promise<StageResult>}[]}
 */
export const stages = [
  { name: "format", title: "Format", run: (context) => check(context, [bin("biome"), "format", "."]) },
  {
    name: "lint",
    title: "Lint and import directions",
    run: async (context) =>
      sum(
        await check(context, [bin("biome"), "lint", "--error-on-warnings", "."]),
        await check(context, [bin("depcruise"), "--config", ".dependency-cruiser.mjs", ...cruised()]),
      ),
  },
  { name: "docs", title: "Generated documents are current", run: checkDocuments },
  {
    name: "types",
    title: "Types",
    run: async (context) => {
      const generated = await check(context, [bin("next"), "typegen"]);
      return generated.failed > 0 ? generated : check(context, [bin("tsc"), "--noEmit"]);
    },
  },
  { name: "audit", title: "Known vulnerabilities", run: runAudit },
  { name: "unit", title: "Unit, database and contract tests", run: runVitest },
  {
    name: "build",
    title: "Build",
    run: async ({ note, signal }) => {
      await inTurn(note, signal, () => buildApp(signal));
      return ok;
    },
  },
  { name: "image", title: "Container image, without an engine", run: runImage },
  { name: "e2e", title: "Browser tests", run: runPlaywright },
];

const cruised = () =>
  ["app", "client", "components", "lib", "server", "instrumentation.ts", "proxy.ts", "e2e"].filter((path) =>
    existsSync(inRoot(path)),
  );

async function check({ signal }, [command, ...args]) {
  const { code, output } = await tryTool(command, args, { signal });
  return code === 0 ? ok : { passed: 0, failed: 1, output };
}

/** Makes them again; a difference means that a rule changed and its document did not. */
async function checkDocuments(context) {
  const before = digestFiles(root, ["docs"]);
  const made = await check(context, [
    process.execPath,
    "--import",
    "tsx",
    inRoot("scripts", "docs", "main.ts"),
  ]);
  if (made.failed > 0 || digestFiles(root, ["docs"]) === before) return made;
  return {
    passed: 0,
    failed: 1,
    output: "Documents made from code were out of date. They are current now: commit docs/.",
  };
}

async function runAudit({ note, signal }) {
  const { problems, unknown } = await auditPackages(signal);
  if (unknown !== null) note(`not judged, because the registry did not tell: ${unknown}`);
  return problems.length === 0 ? ok : { passed: 0, failed: problems.length, output: problems.join("\n") };
}

async function runVitest({ note, signal }) {
  return withReport(async (file) => {
    const args = ["run", AGAIN.vitest, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { code, output } = await tryTool(bin("vitest"), args, { signal });
    const report = await readReport(file, output);
    if (report.numPendingTests > 0) note(`${report.numPendingTests} skipped`);
    // A file that cannot be loaded has no tests to fail, and an error between tests belongs to none.
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    const failed = report.numFailedTests + unloaded.length;
    return {
      passed: report.numPassedTests,
      failed: failed || (code === 0 ? 0 : 1),
      output,
      ...verdictsOfVitest(report, output),
    };
  });
}

async function runImage({ signal }) {
  // Only now: it needs packages, which the first start of all has to install.
  const { exerciseImage } = await import("./image.mjs");
  try {
    await exerciseImage(signal);
    return ok;
  } catch (error) {
    signal.throwIfAborted();
    return { passed: 0, failed: 1, output: error.message };
  }
}

async function runPlaywright({ note, signal }) {
  const chromium = await findChromium(note, signal);
  return withReport(async (file) => {
    const { code, output } = await tryTool(
      bin("playwright"),
      ["test", AGAIN.playwright, "--reporter=list,json"],
      {
        signal,
        env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      },
    );
    const { stats, errors, suites } = await readReport(file, output);
    if (stats.skipped > 0) note(`${stats.skipped} skipped`);
    const failed = stats.unexpected + errors.length;
    return {
      passed: stats.expected + stats.flaky,
      failed: failed || (code === 0 ? 0 : 1),
      output,
      ...verdictsOfPlaywright(suites),
    };
  });
}

async function withReport(run) {
  const directory = await mkdtemp(join(tmpdir(), "hubqueue-report-"));
  try {
    return await run(join(directory, "report.json"));
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function readReport(file, output) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    throw new Error(`${output}\nThe run ended without a report.`);
  }
}

const sum = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  output: `${a.output}\n${b.output}`,
});
