/** Compiles the client's sources to modules and declarations that stand alone. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { printContract } from "./print-contract";

/** The checkout. */
export const ROOT = path.resolve(import.meta.dirname, "../..");
const SOURCES = path.join(ROOT, "client");
const ENTRIES = ["client/index.ts", "client/cli/main.ts"];

/** @param into the folder for index.js, index.d.ts and their neighbours. @throws Error with what TypeScript says */
export async function compileClient(into: string): Promise<void> {
  const { options, fileNames } = configuration();
  const program = ts.createProgram(fileNames, { ...options, ...PACKED, rootDir: ROOT, outDir: into });
  const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${SOURCES}/`));
  const problems = files.flatMap((file) => ts.getPreEmitDiagnostics(program, file));
  if (problems.length > 0) throw new Error(ts.formatDiagnostics(problems, HOST));
  for (const file of files) {
    const isContract = path.basename(file.fileName) === "contract.ts";
    for (const [name, text] of emit(program, file)) {
      const target = path.join(into, path.relative(path.join(into, "client"), name));
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, isContract && name.endsWith(".d.ts") ? printContract(program, file) : text);
    }
  }
}

const PACKED: ts.CompilerOptions = {
  noEmit: false,
  declaration: true,
  incremental: false,
  composite: false,
  target: ts.ScriptTarget.ES2022,
};

const HOST: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => ROOT,
  getNewLine: () => "\n",
};

/** The repository's own strictness, for the sources of the client alone. */
function configuration(): ts.ParsedCommandLine {
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { compilerOptions } = config;
  return ts.parseJsonConfigFileContent({ compilerOptions, files: ENTRIES }, ts.sys, ROOT);
}

function emit(program: ts.Program, file: ts.SourceFile): Map<string, string> {
  const written = new Map<string, string>();
  program.emit(file, (name, text) => written.set(name, text));
  return written;
}
