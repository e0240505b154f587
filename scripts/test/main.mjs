import { root } from "../start/paths.mjs";
import { prepareCheckout } from "../start/prepare.mjs";
import { createProgress } from "../start/progress.mjs";
import { stages } from "./stages.mjs";

/**
 * Runs the stages one after the other, also after a failed one, and ends with the line "N passed, N failed".
 * The exit code is 0 only if something ran and nothing failed.
 * @param {string[]} args `--only=<stage>,<stage>`
 */
export async function main(args) {
  const aborter = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => aborter.abort(new Error(`stopped by ${signal}`)));
  const total = { passed: 0, failed: 0 };
  const told = { failures: [], flaky: [] };
  try {
    const chosen = choose(args);
    process.chdir(root);
    shieldEnvironment();
    const progress = createProgress(chosen.length + 2);
    await prepareCheckout({ progress, build: false, signal: aborter.signal });
    for (const stage of chosen) {
      const { passed, failed, failures, flaky } = await progress.step(stage.title, (note) =>
        runStage(stage, note, aborter.signal),
      );
      total.passed += passed;
      total.failed += failed;
      if (failed > 0 && !failures?.length) told.failures.push(stage.title);
      told.failures.push(...(failures ?? []));
      told.flaky.push(...(flaky ?? []));
    }
  } catch (error) {
    console.log(`\n${error.message}`);
    total.failed += 1;
  }
  list("Passed only when repeated", told.flaky);
  list("Failed", told.failures);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
}

/** A stage that breaks down or counts nothing is a failure: silence must never look like success. */
async function runStage(stage, note, signal) {
  let result;
  try {
    result = await stage.run({ note, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    result = { passed: 0, failed: 1, output: error.message };
  }
  if (result.passed + result.failed === 0) {
    result = { passed: 0, failed: 1, output: `${result.output}\nNo test ran.` };
  }
  if (result.failed > 0) console.log(`\n${result.output.trim()}\n`);
  note(`${result.passed} passed, ${result.failed} failed`);
  return result;
}

/** Once more at the end: what a stage printed stands far above by then. */
function list(title, tests) {
  if (tests.length > 0) console.log(`\n${[`${title}:`, ...tests].join("\n  ")}`);
}

function choose(args) {
  const only = args
    .find((arg) => arg.startsWith("--only="))
    ?.slice("--only=".length)
    .split(",");
  if (!only) return stages;
  const unknown = only.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no stage ${unknown.join(", ")}; there are: ${stages.map(({ name }) => name).join(", ")}.`,
    );
  }
  return stages.filter(({ name }) => only.includes(name));
}

/**
 * A contributor's shell and .env files may name a paid account and a precious database. Empty counts as not set and is
 * not overridden by .env files.
 */
function shieldEnvironment() {
  for (const name of [
    "RUNNINGHUB_API_KEY",
    "RUNNINGHUB_BASE_URL",
    "DATABASE_URL",
    "PUBLIC_URL",
    "APP_SECRET",
    "API_TOKEN",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
  ]) {
    process.env[name] = "";
  }
  for (const name of ["ADMIN_EMAIL", "ADMIN_PASSWORD", "CRON_SECRET", "DATA_DIR", "PORT", "HOST"])
    process.env[name] = "";
  for (const name of ["BUCKET", "ENDPOINT", "REGION", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "PREFIX"])
    process.env[`S3_${name}`] = "";
  for (const name of ["ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "ROLE_CLAIM", "ROLES"])
    process.env[`OIDC_${name}`] = "";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
}
