/** The counts per status: how long they take while tasks move, and whether they are exact afterwards. */

import { connect } from "@/server/persistence/prisma";
import { TaskReader } from "@/server/persistence/task-reader";
import { Random } from "@/server/testing/chaos/random";
import { drift, moveAtRandom } from "@/server/testing/random-moves";
import { withClient } from "./ground";
import { type ListStage, row } from "./list-stage";
import type { Section } from "./report";
import { timed } from "./statistics";

const WRITERS = 4;
const SAMPLES = 2_000;

export async function measureCounts({ databaseUrl, scale, say }: ListStage): Promise<Section> {
  const db = connect({ databaseUrl });
  const reader = new TaskReader(db, { read: () => Promise.reject(new Error("nobody asks for the lane")) });
  const ids = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "SELECT id FROM task ORDER BY md5(id::text) LIMIT $1",
      [Math.min(scale.moves / 5, scale.tasks / 2)],
    );
    return rows.map(({ id }) => id);
  });
  const random = new Random(3);
  const share = Math.floor(ids.length / WRITERS);
  const during: number[] = [];
  try {
    const still: number[] = [];
    for (let n = 0; n < SAMPLES; n += 1) still.push((await timed(() => reader.counts())).ms);
    say(`${scale.moves} moves by ${WRITERS} writers`);
    let moving = true;
    const moves = Promise.all(
      Array.from({ length: WRITERS }, (_, writer) =>
        withClient(databaseUrl, (client) =>
          moveAtRandom(
            client,
            ids.slice(writer * share, (writer + 1) * share),
            scale.moves / WRITERS,
            random.fork("writer"),
          ),
        ),
      ),
    ).finally(() => {
      moving = false;
    });
    while (moving) during.push((await timed(() => reader.counts())).ms);
    await moves;
    const off = await withClient(databaseUrl, drift);
    return {
      title: "Counts per status",
      rows: [
        row("nothing else happens", "ms", still, "p99 ≤ 5 ms"),
        row(`during ${scale.moves.toLocaleString("en")} random moves`, "ms", during),
        { figure: "off by, after these", unit: "calls", spread: { p50: off }, samples: "1", goal: "0" },
      ],
    };
  } finally {
    await db.$disconnect();
  }
}
