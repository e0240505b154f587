/** Results taken away together: the files one after another, and a manifest of what they are and what is missing. */
import type { Readable } from "node:stream";
import { DistinctNames } from "@/lib/distinct-name";
import { downloadName, type NameFacts } from "@/lib/download-name";
import { AppError } from "@/lib/errors";
import type { ArchiveWish, GalleryFilter } from "@/lib/gallery-schemas";
import type {
  ArchivedOutput,
  ArchivedTask,
  ArchiveEntry,
  ArchiveReader,
} from "../persistence/archive-reader";
import type { GalleryReader } from "../persistence/gallery-reader";
import type { ResultNames } from "./result-names";

interface Ports {
  readonly reader: Pick<ArchiveReader, "tasksOfBatch" | "ofTasks" | "ofOutputs">;
  readonly gallery: Pick<GalleryReader, "matchingIds">;
  readonly names: Pick<ResultNames, "template">;
  readonly files: { find(key: string): Promise<{ read(): Promise<Readable | null> } | null> };
}

export interface ArchivedFile {
  readonly name: string;
  readonly madeAt: Date;
  readonly content: Readable;
}

export const MISSING_CODES = ["NO_RESULTS", "PENDING", "NOT_KEPT", "FILE_GONE", "NOT_FOUND"] as const;
export type Missing = (typeof MISSING_CODES)[number];

/** A line of the manifest. */
export interface ManifestEntry {
  /** Null when its task has gone while the files were written, and for an id that nothing has. */
  readonly entry: ArchiveEntry | null;
  readonly taskId: string | null;
  readonly outputId: string | null;
  /** In the archive; null where it is missing. */
  readonly file: string | null;
  readonly missing: Missing | null;
  /** Of several results of a task the first one: sums over its lines count its cost once. */
  readonly isFirstOfTask: boolean;
}

type Line = Omit<ManifestEntry, "entry">;

export interface Archive {
  /** Each is opened when its turn comes, and closed when the next one is asked for, or nobody asks any more. */
  readonly files: AsyncGenerator<ArchivedFile, void, undefined>;
  /** What became of everything, once the files are through; as often as it is asked for. */
  manifest(): AsyncGenerator<ManifestEntry[], void, undefined>;
}

/** Names that the manifests have. */
export const MANIFEST_NAMES = ["manifest.csv", "manifest.json"] as const;
const READ_AT_ONCE = 100;

export class ArchiveService {
  constructor(private readonly ports: Ports) {}

  /**
   * A task or a batch comes with everything it has, also what is missing; other wishes with kept results.
   * @throws AppError TASK_NOT_FOUND, BATCH_NOT_FOUND
   */
  async open(wish: ArchiveWish): Promise<Archive> {
    const lines: Line[] = [];
    const template = await this.ports.names.template();
    return {
      files: this.files(await this.entries(wish, lines), template, lines),
      manifest: () => this.manifest(lines),
    };
  }

  private async *files(
    pages: AsyncIterable<ArchiveEntry[]>,
    template: string,
    lines: Line[],
  ): AsyncGenerator<ArchivedFile, void, undefined> {
    const names = new DistinctNames(MANIFEST_NAMES);
    const tasks = new Set<string>();
    for await (const page of pages) {
      for (const { task, output } of page) {
        const line = {
          taskId: task.id,
          outputId: output?.id ?? null,
          isFirstOfTask: !tasks.has(task.id),
        };
        tasks.add(task.id);
        const content = output === null ? "NO_RESULTS" : await this.contentOf(output);
        if (output === null || typeof content === "string") {
          lines.push({ ...line, file: null, missing: content as Missing }); // without an output it is a word
          continue;
        }
        const file = names.of(downloadName(template, nameFactsOf(task, output)));
        lines.push({ ...line, file, missing: null });
        try {
          yield { name: file, madeAt: output.createdAt, content };
        } finally {
          content.destroy();
        }
      }
    }
  }

  private async contentOf({ state, fileKey }: ArchivedOutput): Promise<Readable | Missing> {
    if (state === "PENDING") return "PENDING";
    if (state !== "STORED" || fileKey === null) return "NOT_KEPT";
    const file = await this.ports.files.find(fileKey);
    return (await file?.read()) ?? "FILE_GONE";
  }

  /** What the archive is to hold, a page at a time. Ids that nothing has go straight to the manifest. */
  private async entries(wish: ArchiveWish, lines: Line[]): Promise<AsyncIterable<ArchiveEntry[]>> {
    const { ids, taskId, ...filter } = wish;
    if (ids !== undefined) return this.named(ids, lines);
    if (taskId !== undefined) return this.whole([taskId], "TASK_NOT_FOUND");
    if (isBatchAlone(filter)) {
      const tasks = await this.ports.reader.tasksOfBatch(filter.batchId);
      return this.whole(tasks, "BATCH_NOT_FOUND");
    }
    return this.matching(filter);
  }

  private async whole(
    taskIds: readonly string[],
    code: "TASK_NOT_FOUND" | "BATCH_NOT_FOUND",
  ): Promise<AsyncIterable<ArchiveEntry[]>> {
    const { reader } = this.ports;
    const first = await reader.ofTasks(taskIds.slice(0, READ_AT_ONCE));
    if (first.length === 0) throw new AppError(code, "There is nothing of that id, or it was deleted");
    return (async function* () {
      yield first;
      for (let at = READ_AT_ONCE; at < taskIds.length; at += READ_AT_ONCE)
        yield await reader.ofTasks(taskIds.slice(at, at + READ_AT_ONCE));
    })();
  }

  private async *named(ids: readonly string[], lines: Line[]): AsyncGenerator<ArchiveEntry[]> {
    for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
      const asked = ids.slice(at, at + READ_AT_ONCE);
      const entries = await this.ports.reader.ofOutputs(asked);
      const found = new Set(entries.map(({ output }) => output?.id));
      for (const outputId of asked.filter((id) => !found.has(id)))
        lines.push({ taskId: null, outputId, file: null, missing: "NOT_FOUND", isFirstOfTask: false });
      yield entries;
    }
  }

  private async *matching(filter: GalleryFilter): AsyncGenerator<ArchiveEntry[]> {
    for await (const ids of this.ports.gallery.matchingIds(filter)) yield this.ports.reader.ofOutputs(ids);
  }

  /** What is said of each is read again instead of kept: prompts are long, and archives may be large. */
  private async *manifest(lines: readonly Line[]): AsyncGenerator<ManifestEntry[], void, undefined> {
    for (let at = 0; at < lines.length; at += READ_AT_ONCE) {
      const page = lines.slice(at, at + READ_AT_ONCE);
      const [outputs, tasks] = await Promise.all([
        this.ports.reader.ofOutputs(page.flatMap(({ outputId }) => outputId ?? [])),
        this.ports.reader.ofTasks(
          page.flatMap(({ outputId, taskId }) => (outputId === null ? (taskId ?? []) : [])),
        ),
      ]);
      const byOutput = new Map(outputs.map((entry) => [entry.output?.id, entry]));
      const byTask = new Map(tasks.map(({ task }) => [task.id, { task, output: null }]));
      yield page.map((line) => ({
        ...line,
        entry: (line.outputId === null ? byTask.get(line.taskId ?? "") : byOutput.get(line.outputId)) ?? null,
      }));
    }
  }
}

function isBatchAlone(filter: GalleryFilter): filter is { batchId: string } {
  const wishes = Object.entries(filter).filter(([, wish]) => wish !== undefined);
  return wishes.length === 1 && filter.batchId !== undefined;
}

/** What the name of a file can be made of. */
function nameFactsOf(task: ArchivedTask, output: ArchivedOutput): NameFacts {
  return {
    workflow: task.workflowName,
    batch: task.batchName,
    row: task.row,
    seed: task.seed,
    date: output.createdAt.toISOString(),
    number: output.number,
    id: output.id,
    fileType: output.fileType,
  };
}
