/** Removes files that nobody refers to any more. What refers to a file is decided by the database, under a lock. */
import type { FileSum } from "@/lib/storage-schemas";
import { THUMBNAIL_SIDES } from "@/lib/thumbnail-sides";
import type { Logger } from "../log";
import type { FileReferences } from "../persistence/file-references";
import type { SettingRepository } from "../persistence/setting-repository";
import type { ListedFile } from "../storage/file-place";
import type { FileStore } from "../storage/file-store";
import type { InFlight } from "./in-flight";
import { type ThumbnailService, thumbnailFolder, thumbnailKey } from "./thumbnail-service";

interface Ports {
  readonly references: Pick<
    FileReferences,
    "takeSweep" | "unreferenced" | "removeUnlessReferenced" | "forgetUploads"
  >;
  readonly store: Pick<FileStore, "list" | "remove" | "removeFolder" | "removeTemporaries">;
  readonly thumbnails: Pick<ThumbnailService, "forget">;
  readonly settings: Pick<SettingRepository, "setThumbnailSum">;
  readonly inFlight: InFlight;
  readonly log: Logger;
}

export interface PurgedTask {
  readonly id: string;
  readonly fileKeys: readonly string[];
  readonly contents: readonly string[];
}

/** It looks at every file, for what only crashes leave behind. */
const SWEEP_HOURS = 6;
/** A draft of a batch may hold on to files that long before its tasks are made. */
const UNUSED_UPLOAD_DAYS = 7;
/** Files are written before anything refers to them. */
const MIN_AGE_SECONDS = 3_600;
/** The longest upload or download is over by then: who wrote it has died. */
const TEMPORARY_SECONDS = 86_400;
const KEYS_AT_ONCE = 500;

/** Names that only we give: by content, or as results were named before, by task and id. Anything else is not ours. */
const OURS =
  /^(?:results|uploads|thumbnails|thumbnails-480)\/[0-9a-f]{2}\/[0-9a-f]{64}$|^results\/[0-9a-f-]{36}\/[0-9a-f-]{36}\.[0-9a-z]+$/;

export class SweepService {
  constructor(private readonly ports: Ports) {}

  /** Removes the files of tasks that are gone for good, unless other tasks have the same. */
  async forget(tasks: readonly PurgedTask[]): Promise<void> {
    const contents = tasks.flatMap((task) => task.contents);
    this.ports.thumbnails.forget(contents);
    const thumbnails = contents.flatMap((content) =>
      THUMBNAIL_SIDES.map((side) => thumbnailKey(content, side)),
    );
    await this.removeUnreferenced([...tasks.flatMap((task) => task.fileKeys), ...thumbnails]);
    for (const { id } of tasks) await this.ports.store.removeFolder(`results/${id}`); // named by task, once
  }

  /** As `forget`, beside everything else: the files may be far away. What a crash leaves of it, the sweep finds. */
  forgetSoon(tasks: readonly PurgedTask[]): void {
    const [first] = tasks;
    if (first !== undefined) this.ports.inFlight.begin(`forget ${first.id}`, () => this.forget(tasks));
  }

  /** Looks through all files now and then, beside everything else; the first time some hours after the beginning. */
  async sweepDue(): Promise<void> {
    if (await this.ports.references.takeSweep(SWEEP_HOURS))
      this.ports.inFlight.begin("sweep", () => this.sweep());
  }

  /** What crashes and races have left, and uploads that no task has taken. @param options.minAgeSeconds of a file to go */
  async sweep({ minAgeSeconds = MIN_AGE_SECONDS } = {}): Promise<void> {
    const { references, store, settings, log } = this.ports;
    let removed = await references.forgetUploads(UNUSED_UPLOAD_DAYS);
    await store.removeTemporaries(TEMPORARY_SECONDS);
    const sums = new Map<string, FileSum>();
    const small = THUMBNAIL_SIDES.map(thumbnailFolder);
    for (const folder of ["results", "uploads", ...small]) {
      const files = counted(store.list(folder), (sum) => sums.set(folder, sum));
      for await (const keys of inPortions(files, minAgeSeconds))
        removed += await this.removeUnreferenced(keys);
    }
    // The others are told by the database at any time.
    await settings.setThumbnailSum(total(small.flatMap((folder) => sums.get(folder) ?? [])));
    if (removed > 0) log.info({ removed }, "files and uploads that nobody needs were removed");
  }

  /** Removes those of the files that nothing refers to any more. @returns how many */
  async removeUnreferenced(keys: readonly string[]): Promise<number> {
    const { references, store } = this.ports;
    const unreferenced = await references.unreferenced(keys);
    for (const key of unreferenced) await references.removeUnlessReferenced(key, () => store.remove(key));
    return unreferenced.length;
  }
}

function total(sums: readonly FileSum[]): FileSum {
  return {
    files: sums.reduce((sum, { files }) => sum + files, 0),
    bytes: sums.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Passes them on, and tells their sum after the last. */
async function* counted(
  files: AsyncIterable<ListedFile>,
  tell: (sum: FileSum) => void,
): AsyncGenerator<ListedFile, void, undefined> {
  let sum: FileSum = { files: 0, bytes: 0 };
  for await (const file of files) {
    sum = { files: sum.files + 1, bytes: sum.bytes + file.sizeBytes };
    yield file;
  }
  tell(sum);
}

/** Keys of our files that are old enough, a few hundred at a time. */
async function* inPortions(
  files: AsyncIterable<ListedFile>,
  minAgeSeconds: number,
): AsyncGenerator<string[], void, undefined> {
  let keys: string[] = [];
  for await (const { key, ageSeconds } of files) {
    if (ageSeconds < minAgeSeconds || !OURS.test(key)) continue;
    keys.push(key);
    if (keys.length < KEYS_AT_ONCE) continue;
    yield keys;
    keys = [];
  }
  if (keys.length > 0) yield keys;
}
