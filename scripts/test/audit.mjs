import { tryTool } from "../start/tool.mjs";

const TIMEOUT_MS = 20_000;
const SERIOUS = ["high", "critical"];

/**
 * Asks the registry for known vulnerabilities of what is installed. A serious one that another version mends is a failure.
 * @param {AbortSignal} signal
 * @returns {Promise<{problems: string[], unknown: string | null}>} unknown: why the registry could not be asked
 */
export async function auditPackages(signal) {
  const args = ["audit", "--json", "--fetch-retries=0", `--fetch-timeout=${TIMEOUT_MS}`];
  const { output } = await tryTool("npm", args, { signal });
  return judgeAudit(output);
}

/** @param {string} output what `npm audit --json` printed; it ends with an error also when it only found something */
export function judgeAudit(output) {
  const report = reportIn(output);
  if (report?.vulnerabilities === undefined)
    return { problems: [], unknown: report?.error?.summary || report?.message || "no report came" };
  const problems = Object.values(report.vulnerabilities)
    .filter(({ severity, fixAvailable }) => SERIOUS.includes(severity) && fixAvailable !== false)
    .map(({ name, severity, range, fixAvailable }) => `${name} ${range}: ${severity}; ${cure(fixAvailable)}`);
  return { problems, unknown: null };
}

function cure(fix) {
  return fix === true ? "mended by: npm audit fix" : `mended by ${fix.name} ${fix.version}`;
}

function reportIn(output) {
  try {
    return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
  } catch {
    return null;
  }
}
