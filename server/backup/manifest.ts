/** What an archive says of itself. Its last entry, so that an archive that broke off has none. */
import { z } from "zod";

/** Raised when an older HubQueue could not read what a newer one writes. */
export const ARCHIVE_FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

const tableRecordSchema = z.object({
  name: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  rows: count,
  /** Entries that its rows are spread over. */
  parts: count,
  /** Of its rows as PostgreSQL's COPY writes them. */
  sha256,
});
export type TableRecord = z.infer<typeof tableRecordSchema>;

const filesRecordSchema = z.object({
  count,
  bytes: count,
  /** Of one line per file, in the order of the archive: key, size and the SHA-256 of its content. */
  sha256,
});
export type FilesRecord = z.infer<typeof filesRecordSchema>;

const sequenceRecordSchema = z.object({ table: z.string(), column: z.string(), last: z.string() });
export type SequenceRecord = z.infer<typeof sequenceRecordSchema>;

export const manifestSchema = z.object({
  format: z.literal(ARCHIVE_FORMAT),
  hubqueue: z.string(),
  /** The moment all its rows are from, by the database's clock. */
  madeAt: z.iso.datetime(),
  /** Migrations that the database had, in their order. */
  migrations: z.array(z.string()).min(1),
  /** Whoever refers to a table comes after it. */
  tables: z.array(tableRecordSchema).min(1),
  sequences: z.array(sequenceRecordSchema),
  /** Null: the archive was made without them. */
  files: filesRecordSchema.nullable(),
  appSecretSha256: sha256,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What can be said in words to whoever makes a backup or restores one; the message says what to do. */
export class BackupProblem extends Error {
  override name = "BackupProblem";
}

/** Everything in the archive is restored, for good; what comes after that failed. The message says so, and what to do. */
export class UnfinishedRestore extends Error {
  override name = "UnfinishedRestore";

  constructor(reason: string) {
    super(
      `All rows and files of the archive are restored, but they could not be brought up to date: ${reason}\nDo not restore again. Start HubQueue (npm start): it goes on with that, and rests until somebody presses “Start the line”.`,
    );
  }
}

export function broken(how: string): BackupProblem {
  return new BackupProblem(`The archive is damaged: ${how}. Nothing was restored; use another backup.`);
}

/** @throws BackupProblem for what is no manifest, or one of a newer HubQueue */
export function readManifest(text: string): Manifest {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw broken("its manifest cannot be read");
  }
  const { format, hubqueue } = z
    .object({ format: z.number().catch(0), hubqueue: z.string().catch("?") })
    .catch({ format: 0, hubqueue: "?" })
    .parse(given);
  if (format > ARCHIVE_FORMAT) throw madeByNewer(hubqueue);
  const manifest = manifestSchema.safeParse(given);
  if (!manifest.success) throw broken("its manifest cannot be read");
  return manifest.data;
}

export function madeByNewer(version: string): BackupProblem {
  return new BackupProblem(
    `The archive was made by a newer HubQueue (${version}). Update this one first (git pull), then restore again.`,
  );
}
