/** A small TypeScript app in a folder of its own, which has the packed client as any app would: from npm's file. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { packClient } from "@/scripts/pack-client/pack";

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "../..");
const PROGRAMS = path.join(import.meta.dirname, "app");
/** What the client stands on, taken from here, so that a test needs no network. */
const LIBRARIES = [
  "@trpc/client",
  "@trpc/server",
  "commander",
  "eventsource",
  "eventsource-parser",
  "lossless-json",
  "papaparse",
];

const TSCONFIG = {
  compilerOptions: {
    target: "ES2022",
    module: "nodenext",
    lib: ["ES2022", "DOM", "DOM.Iterable"],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    // The client's own declarations are checked as well.
    skipLibCheck: false,
    types: ["node"],
    typeRoots: [path.join(ROOT, "node_modules/@types")],
    outDir: "built",
  },
  include: ["*.ts"],
};

export class Consumer {
  private constructor(readonly folder: string) {}

  /** @param programs further ones, by name without an ending */
  static async install(programs: ReadonlyMap<string, string>): Promise<Consumer> {
    const folder = await mkdtemp(path.join(tmpdir(), "hubqueue-consumer-"));
    const client = await packClient(folder);
    const files = [client, ...(await packLibraries(folder))].map((file) => `file:${path.basename(file)}`);
    const dependencies = Object.fromEntries(
      ["hubqueue-client", ...LIBRARIES].map((name, index) => [name, files[index]]),
    );
    const manifest = { name: "consumer", private: true, type: "module", dependencies };
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
    for (const name of ["inputs.ts", "journey.ts"])
      await copyFile(path.join(PROGRAMS, name), path.join(folder, name));
    for (const [name, text] of programs) await writeFile(path.join(folder, `${name}.ts`), text);
    // Peers are left out: tRPC's only one is the compiler itself.
    const quietly = ["--offline", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
    await run("npm", ["install", ...quietly], { cwd: folder });
    return new Consumer(folder);
  }

  /** @returns what the compiler complains of; empty: nothing */
  async compile(): Promise<string> {
    const compiler = path.join(ROOT, "node_modules/typescript/bin/tsc");
    return run(process.execPath, [compiler, "-p", this.folder]).then(
      () => "",
      (failure: { stdout?: string }) => failure.stdout ?? String(failure),
    );
  }

  /** Runs a compiled program to its end. @returns what it printed. @throws Error when it fails */
  async run(program: string, environment: Readonly<Record<string, string>>): Promise<string> {
    const { stdout } = await run(process.execPath, [this.built(program)], this.options(environment));
    return stdout;
  }

  start(program: string, environment: Readonly<Record<string, string>>): RunningProgram {
    return new RunningProgram(spawn(process.execPath, [this.built(program)], this.options(environment)));
  }

  read(file: string): Promise<Buffer> {
    return readFile(path.join(this.folder, file));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private built(program: string): string {
    return path.join(this.folder, "built", `${program}.js`);
  }

  private options(environment: Readonly<Record<string, string>>) {
    return { cwd: this.folder, env: { ...process.env, ...environment } };
  }
}

/** A program that tells what it does as lines of JSON. */
export class RunningProgram {
  readonly lines: unknown[] = [];
  readonly ended: Promise<number | null>;
  errors = "";

  constructor(private readonly child: ChildProcess) {
    if (child.stdout !== null)
      createInterface(child.stdout).on("line", (line) => this.lines.push(JSON.parse(line)));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.errors += text;
    });
    this.ended = new Promise((resolve) => child.once("close", resolve));
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}

async function packLibraries(into: string): Promise<string[]> {
  const folders = LIBRARIES.map((name) => path.join(ROOT, "node_modules", name));
  const { stdout } = await run("npm", [
    "pack",
    "--ignore-scripts",
    "--json",
    "--pack-destination",
    into,
    ...folders,
  ]);
  const packed = JSON.parse(stdout) as { filename: string }[]; // npm's own report
  // Of a scoped package, older versions of npm report the name without what they made of it.
  return packed.map(({ filename }) => path.join(into, filename.replace("@", "").replace("/", "-")));
}
