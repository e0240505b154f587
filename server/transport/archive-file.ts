/** Results as a zip that is written while it is read: memory grows with the names in it, not with the files. */
import { type PassThrough, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";
import { type Archive, MANIFEST_NAMES, type ManifestEntry } from "../services/archive-service";
import { type Cell, csvText, jsonText } from "./streamed-file";

/** Columns of the manifest in their order, and what each says. The cost stands at the first file of each task, so that sums are right. */
const COLUMNS = {
  file: ({ file }) => file,
  missing: ({ missing }) => missing,
  missingBecause: ({ missing, entry }) =>
    missing === null ? null : (entry?.output?.failure ?? entry?.task.reason)?.message || null,
  taskId: ({ taskId }) => taskId,
  workflowName: ({ entry }) => entry?.task.workflowName ?? null,
  workflowId: ({ entry }) => entry?.task.workflowId ?? null,
  kind: ({ entry }) => entry?.task.kind ?? null,
  status: ({ entry }) => entry?.task.status ?? null,
  reasonCode: ({ entry }) => (entry?.output?.failure ?? entry?.task.reason)?.code ?? null,
  batch: ({ entry }) => entry?.task.batchName ?? null,
  batchId: ({ entry }) => entry?.task.batchId ?? null,
  row: ({ entry }) => entry?.task.row ?? null,
  runningHubTaskId: ({ entry }) => entry?.task.runningHubTaskId ?? null,
  seed: ({ entry }) => entry?.task.seed ?? null,
  inputs: ({ entry }) => (entry === null ? null : JSON.stringify(entry.task.inputs)),
  costCoins: ({ entry, isFirstOfTask }) => (isFirstOfTask ? (entry?.task.coins ?? null) : null),
  costMoney: ({ entry, isFirstOfTask }) => (isFirstOfTask ? (entry?.task.money ?? null) : null),
  billedSeconds: ({ entry, isFirstOfTask }) => (isFirstOfTask ? (entry?.task.seconds ?? null) : null),
  outputId: ({ outputId }) => outputId,
  nodeId: ({ entry }) => entry?.output?.nodeId ?? null,
  fileType: ({ entry }) => entry?.output?.fileType ?? null,
  size: ({ entry }) => entry?.output?.size ?? null,
  sha256: ({ entry }) => entry?.output?.sha256 ?? null,
  madeAt: ({ entry }) => entry?.output?.createdAt.toISOString() ?? null,
} as const satisfies Readonly<Record<string, (of: ManifestEntry) => Cell>>;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]; // the keys of a const object

/** @param at when it was asked for */
export function archiveFile(archive: Archive, at: Date): Response {
  const stamp = at.toISOString().slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-");
  // The cast: Node's and the DOM's typings differ.
  const body = Readable.toWeb(zipped(archive, at)) as unknown as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="hubqueue-results-${stamp}.zip"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function zipped(archive: Archive, at: Date): Readable {
  const zip = new ZipFile();
  // Declared less than it is: the library makes a PassThrough.
  const output = zip.outputStream as PassThrough;
  const add = async (name: string, mtime: Date, content: Readable) => {
    // Pictures and films do not shrink.
    zip.addReadStream(content, name, { mtime, compress: false });
    await finished(content);
  };
  const fill = async () => {
    for await (const { name, madeAt, content } of archive.files) await add(name, madeAt, content);
    const [csv, json] = MANIFEST_NAMES;
    const cells = pagesOf(archive, (entry) => NAMES.map((name) => COLUMNS[name](entry)));
    const objects = pagesOf(archive, (entry) => ({
      ...Object.fromEntries(NAMES.map((name) => [name, COLUMNS[name](entry)])),
      inputs: entry.entry?.task.inputs ?? null,
    }));
    await add(csv, at, Readable.from(csvText(NAMES, cells), { objectMode: false }));
    await add(json, at, Readable.from(jsonText(objects, { before: "[", after: "]" }), { objectMode: false }));
    zip.end();
  };
  zip.on("error", (error) => output.destroy(error));
  // A client who leaves closes the file that is being read, and no other is opened.
  output.once("close", () => void archive.files.return());
  fill().catch((error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))));
  return output;
}

async function* pagesOf<To>(archive: Archive, to: (entry: ManifestEntry) => To): AsyncGenerator<To[]> {
  for await (const entries of archive.manifest()) yield entries.map(to);
}
