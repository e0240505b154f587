import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { CannotDo } from "./cannot-do.js";
import type { World } from "./terminal.js";

const SCRIPT = path.join("scripts", "doctor.mjs");

/**
 * Has the checkout around this folder look at itself: it knows its configuration, and needs no token.
 * @returns 0 all is well, or nearly; 1 there is a problem. @throws CannotDo outside of a checkout
 */
export async function doctor(
  world: World,
  { json }: { readonly json?: boolean },
  folder = process.cwd(),
): Promise<number> {
  const checkout = checkoutAround(folder);
  if (checkout === null)
    throw new CannotDo(
      "This looks at the machine that HubQueue runs on. Call it there, in the folder of HubQueue; from elsewhere, see Settings > Diagnostics.",
    );
  const child = spawn(process.execPath, [path.join(checkout, SCRIPT), ...(json ? ["--json"] : [])], {
    stdio: ["ignore", "pipe", "pipe"],
    env: world.env as NodeJS.ProcessEnv, // Next wants NODE_ENV in it, which no program needs
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => void world.stdout.write(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => void world.stderr.write(text));
  const [code] = await once(child, "close");
  return code === 0 ? 0 : 1;
}

function checkoutAround(folder: string): string | null {
  if (existsSync(path.join(folder, SCRIPT)) && isHubQueue(path.join(folder, "package.json"))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? null : checkoutAround(parent);
}

function isHubQueue(manifest: string): boolean {
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "hubqueue";
}
