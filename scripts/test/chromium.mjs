import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { inRoot } from "../start/paths.mjs";
import { tryTool } from "../start/tool.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const PACKAGES = ["chromium", "fonts-noto-cjk"];

/**
 * A Chromium that runs: the one CHROMIUM_PATH names, an installed one, else one installed now.
 * @returns {Promise<string>} path of the program
 * @throws Error that says what was tried
 */
export async function findChromium(note, signal) {
  const found = await firstThatRuns(signal);
  if (found) return found;
  const attempts = [];
  for (const [what, install] of [
    ["Debian's chromium", installFromDebian],
    ["Playwright's Chromium", installFromPlaywright],
  ]) {
    note(`installing ${what} (once)`);
    const problem = await install(signal);
    if (problem) attempts.push(`${what}: ${problem}`);
    const installed = await firstThatRuns(signal);
    if (installed) return installed;
  }
  throw new Error(
    `There is no Chromium to test with, and none could be installed.\n${attempts.join("\n")}\nInstall Chromium or Google Chrome, or set CHROMIUM_PATH to its program.`,
  );
}

async function firstThatRuns(signal) {
  const { chromium } = await import("@playwright/test");
  const named = process.env.CHROMIUM_PATH;
  const inPath = NAMES.flatMap((name) =>
    (process.env.PATH ?? "").split(delimiter).map((directory) => join(directory, name)),
  );
  for (const path of [...(named ? [named] : []), ...inPath, MAC, chromium.executablePath()]) {
    // Ubuntu's `chromium` may be a stub that only asks for a snap, so being there is not enough.
    if (existsSync(path) && (await tryTool(path, ["--version"], { signal })).code === 0) return path;
    if (path === named) throw new Error(`CHROMIUM_PATH names ${named}, which does not run.`);
  }
  return null;
}

async function installFromDebian(signal) {
  if (!existsSync("/usr/bin/apt-get")) return "this system has no apt-get";
  const root = process.getuid?.() === 0;
  if (!root && (await tryTool("sudo", ["-n", "true"], { signal })).code !== 0)
    return "needs root or sudo without a password";
  const aptGet = async (...args) => {
    const command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", ...args];
    return tryTool(root ? command[0] : "sudo", root ? command.slice(1) : ["-n", ...command], { signal });
  };
  await aptGet("update");
  const { code, output } = await aptGet("install", "-y", "--no-install-recommends", ...PACKAGES);
  return code === 0 ? null : output.trim().split("\n").slice(-3).join(" ");
}

async function installFromPlaywright(signal) {
  const { code, output } = await tryTool(
    inRoot("node_modules", ".bin", "playwright"),
    ["install", "chromium"],
    { signal },
  );
  return code === 0 ? null : output.trim().split("\n").slice(-3).join(" ");
}
