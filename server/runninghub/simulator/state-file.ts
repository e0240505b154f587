import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { parseJson, stringifyJson } from "./json";

/** Where the simulator remembers: small records, append-only lines, and files. */
export interface StateStore {
  save(collection: string, id: string, record: unknown): void;
  load(collection: string): unknown[];
  appendLine(name: string, record: unknown): void;
  readLines(name: string): unknown[];
  writeBlob(name: string, bytes: Uint8Array): void;
  readBlob(name: string): Buffer | null;
  clear(): void;
}

/** Remembers until the process ends. Only blobs are kept here: the engine itself holds the records. */
export function memoryState(): StateStore {
  const blobs = new Map<string, Buffer>();
  return {
    save: () => {},
    load: () => [],
    appendLine: () => {},
    readLines: () => [],
    writeBlob: (name, bytes) => void blobs.set(name, Buffer.from(bytes)),
    readBlob: (name) => blobs.get(name) ?? null,
    clear: () => blobs.clear(),
  };
}

function readRecord(file: string): unknown[] {
  try {
    return [parseJson(readFileSync(file, "utf8"))];
  } catch {
    return [];
  }
}

/**
 * Remembers in a directory: one JSON file per record, replaced atomically (temp + rename) before the caller goes on,
 * so that a kill at any moment loses nothing that was answered.
 */
export function directoryState(root: string): StateStore {
  const folder = (name: string) => {
    const directory = path.join(root, name);
    mkdirSync(directory, { recursive: true });
    return directory;
  };
  const replace = (file: string, content: string | Uint8Array) => {
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  };
  const safeName = (id: string) => encodeURIComponent(id).replaceAll(".", "%2E").slice(0, 200);
  folder(".");
  return {
    save: (collection, id, record) =>
      replace(path.join(folder(collection), `${safeName(id)}.json`), stringifyJson(record)),
    load: (collection) =>
      readdirSync(folder(collection))
        .filter((name) => name.endsWith(".json"))
        .sort()
        .flatMap((name) => readRecord(path.join(root, collection, name))),
    appendLine: (name, record) =>
      appendFileSync(path.join(folder("."), `${name}.jsonl`), `${stringifyJson(record)}\n`),
    readLines: (name) => {
      const file = path.join(root, `${name}.jsonl`);
      if (!existsSync(file)) return [];
      // A kill in the middle of an append leaves a torn last line: skip it.
      return readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line) => {
          try {
            return line === "" ? [] : [parseJson(line)];
          } catch {
            return [];
          }
        });
    },
    writeBlob: (name, bytes) => replace(path.join(folder("files"), safeName(name)), bytes),
    readBlob: (name) => {
      const file = path.join(root, "files", safeName(name));
      return existsSync(file) ? readFileSync(file) : null;
    },
    clear: () => {
      for (const name of ["tasks", "workflows", "uploads", "accounts", "settings", "files", "ledger.jsonl"])
        rmSync(path.join(root, name), { recursive: true, force: true });
    },
  };
}
