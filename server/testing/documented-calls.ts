/** The calls of docs/api.md, run as they stand there, by bash and curl. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const DOCUMENT = path.resolve(import.meta.dirname, "../../docs/api.md");
const BLOCK = /^#+ (?<heading>.+)$|^```bash\n(?<script>[\s\S]*?)\n```$/gm;

export interface DocumentedCalls {
  /** The heading they stand under. */
  readonly heading: string;
  readonly script: string;
}

/** The first block, which says how a call is made, and all others. */
export function documentedCalls(): { setUp: string; calls: DocumentedCalls[] } {
  const found: DocumentedCalls[] = [];
  let heading = "";
  for (const { groups } of readFileSync(DOCUMENT, "utf8").matchAll(BLOCK)) {
    if (groups?.heading !== undefined) heading = groups.heading;
    if (groups?.script !== undefined) found.push({ heading, script: groups.script });
  }
  const [setUp, ...calls] = found;
  if (!setUp?.script.includes("api()")) throw new Error("docs/api.md does not begin with how a call is made");
  return { setUp: setUp.script, calls };
}

interface Ground {
  readonly url: string;
  /** Where files are written and read. */
  readonly folder: string;
  /** What the page tells its reader to know from earlier answers, and the token. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs calls to their end. @returns the status of each answer. @throws Error when the script itself fails */
export async function runCalls(script: string, ground: Ground): Promise<number[]> {
  const statuses = path.join(ground.folder, "statuses");
  await run("bash", ["-euo", "pipefail", "-c", programOf(script, ground, statuses)], optionsOf(ground));
  const text = await readFile(statuses, "utf8");
  return text.trim().split("\n").map(Number);
}

/** Runs a call whose answer has no end. @returns what it said up to where it fits. @throws Error when it ends before */
export function listenTo(script: string, ground: Ground, fits: (said: string) => boolean): Promise<string> {
  const program = programOf(script, ground, "/dev/null");
  // A group of its own, since it is curl below it that must end.
  const child = spawn("bash", ["-euo", "pipefail", "-c", program], { ...optionsOf(ground), detached: true });
  let said = "";
  return new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => reject(new Error(`It ended with: ${said}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (!fits(said)) return;
      resolve(said);
      if (child.pid !== undefined) process.kill(-child.pid);
    });
  });
}

/** The page's own set-up, with the address of the test; curl also writes down the status of each answer. */
function programOf(script: string, { url }: Ground, statuses: string): string {
  const { setUp } = documentedCalls();
  return `
curl() { command curl -w '%{stderr}%{http_code}\\n' "$@" 2>> '${statuses}'; }
command -v uuidgen > /dev/null || uuidgen() { '${process.execPath}' -p 'crypto.randomUUID()'; }
${setUp.replace(/HUBQUEUE=\S+/, `HUBQUEUE=${url}`)}
${script}`;
}

function optionsOf({ folder, variables }: Ground) {
  return { cwd: folder, env: { ...process.env, ...variables } };
}
