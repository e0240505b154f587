/** Which index each question of the gallery is answered from, and that no rows are read only to be thrown away. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GalleryFilter } from "@/lib/gallery-schemas";
import { OUTPUT_TYPES } from "@/lib/output-type";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { aBatch, anAccount, anAttempt, aTask } from "../testing/factories";
import { planOf, wastedRows } from "../testing/plans";
import { pageQuery } from "./gallery-reader";
import { connect, type Database } from "./prisma";
import type { Cursor } from "./task-cursor";

const RESULTS = 60_000;
const PAGE = 61;

let database: TestDatabase;
let db: Database;
let accounts: string[];
let batchId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ databaseUrl: database.url, answerMs: 120_000 });
  accounts = [await anAccount(db), await anAccount(db), await anAccount(db)];
  batchId = await aBatch(db);
  const taskId = await aTask(db, accounts[0] ?? "");
  const attemptId = await anAttempt(db, taskId, accounts[0] ?? "");
  // One every minute, of one task: the pages are about the results, which are spread over all that can be asked for.
  await db.$executeRaw`
    INSERT INTO output (id, task_id, attempt_id, position, file_type, state, file_key, created_at)
    SELECT gen_random_uuid(), ${taskId}::uuid, ${attemptId}::uuid, n, 'png', 'STORED', 'k' || n,
      '2026-01-01'::timestamptz + n * interval '1 minute' FROM generate_series(1, ${RESULTS}::int) n`;
  await db.$executeRaw`
    UPDATE gallery_item i SET type = (ARRAY['image', 'image', 'image', 'video', 'audio', 'other'])[1 + n % 6],
      workflow_id = 'w' || n % 50, batch_id = CASE WHEN n % 40 = 0 THEN ${batchId}::uuid END,
      account_id = (${accounts}::uuid[])[1 + n % 7 % 3], shown = n % 11 > 0, favourite = n % 100 = 1,
      verdict = CASE n % 30 WHEN 1 THEN 'KEPT' WHEN 2 THEN 'REJECTED' END
    FROM (SELECT id, position AS n FROM output) o WHERE o.id = i.output_id`;
  await db.$executeRaw`
    INSERT INTO output_tag SELECT i.output_id, 'cover', i.type, i.created_at FROM gallery_item i JOIN output o ON o.id = i.output_id WHERE o.position % 17 = 7`;
  for (const table of ["gallery_item", "output", "output_tag"])
    await db.$executeRawUnsafe(`VACUUM ANALYZE ${table}`);
}, 120_000);
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const ID = "80000000-0000-4000-8000-000000000000";
/** In the middle of the gallery, both ways. */
const HALFWAY: readonly Cursor[] = (["after", "before"] as const).map((reads) => ({
  reads,
  position: { part: 0, at: "2026-01-21T10:00:00.000Z", id: ID },
}));

const FILTERS: readonly [string, () => GalleryFilter, RegExp][] = [
  ["nothing", () => ({}), /Scan (?:Backward )?using gallery_all/],
  ["a workflow", () => ({ workflowId: "w7" }), /Scan (?:Backward )?using gallery_workflow/],
  ["a batch", () => ({ batchId }), /gallery_batch/],
  ["an account", () => ({ accountId: accounts[1] }), /Scan (?:Backward )?using gallery_account/],
  ["favourites", () => ({ mark: "favourite" }), /gallery_favourite/],
  ["what is kept", () => ({ mark: "kept" }), /gallery_verdict/],
  ["what is rejected", () => ({ mark: "rejected" }), /gallery_verdict/],
  ["a tag", () => ({ tag: "cover" }), /output_tag_order/],
  [
    "a range of dates",
    () => ({ createdAfter: "2026-01-15T00:00:00.000Z", createdBefore: "2026-01-25T00:00:00.000Z" }),
    /Scan (?:Backward )?using gallery_all/,
  ],
];

test.each(FILTERS)(
  "a page of %s is read from its index, at any depth and both ways",
  async (_, filterOf, index) => {
    for (const type of [undefined, ...OUTPUT_TYPES])
      for (const cursor of [null, ...HALFWAY]) {
        const text = await planOf(db, pageQuery({ filter: { ...filterOf(), type }, cursor, limit: PAGE }));
        expect(text).toMatch(index);
        expect(text).not.toMatch(/Seq Scan on (?:gallery_item|output|output_tag)/);
        // Only what has a tag may be hidden: it is passed over.
        const most = filterOf().tag === undefined ? 0 : PAGE;
        expect(wastedRows(text), text).toBeLessThanOrEqual(most);
      }
  },
);
