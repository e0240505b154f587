/** The client as npm takes it: compiled, with its manifest, its words and its licence. */
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import manifest from "../../package.json";
import { compileClient, ROOT } from "./compile";

const run = promisify(execFile);

/** @param into the folder for the package. @returns its path */
export async function packClient(into: string): Promise<string> {
  const staging = await mkdtemp(path.join(tmpdir(), "hubqueue-client-"));
  try {
    await compileClient(path.join(staging, "dist"));
    await writeFile(path.join(staging, "package.json"), `${JSON.stringify(packageJson(), null, 2)}\n`);
    await copyFile(path.join(ROOT, "LICENSE"), path.join(staging, "LICENSE"));
    await copyFile(path.join(ROOT, "docs", "client.md"), path.join(staging, "README.md"));
    await mkdir(into, { recursive: true });
    const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--pack-destination", into], {
      cwd: staging,
    });
    return path.join(into, stdout.trim().split("\n").at(-1) ?? "");
  } finally {
    await rm(staging, { recursive: true });
  }
}

/** Of the product's version, and with the very libraries it was tested with. */
function packageJson() {
  const { version, license, engines, dependencies, devDependencies } = manifest;
  return {
    name: "hubqueue-client",
    version,
    description: "HubQueue for TypeScript programs: every call typed, live changes, files",
    license,
    type: "module",
    engines: { node: engines.node },
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
    bin: { hubqueue: "./dist/cli/main.js" },
    files: ["dist"],
    sideEffects: false,
    dependencies: {
      "@trpc/client": dependencies["@trpc/client"],
      "@trpc/server": dependencies["@trpc/server"],
      commander: devDependencies.commander,
      eventsource: devDependencies.eventsource,
      "lossless-json": dependencies["lossless-json"],
      papaparse: dependencies.papaparse,
    },
  };
}
