/** Ten thousand tasks in one call: how long it takes, what it does to the process, and to somebody who asks meanwhile. */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { nextMessage, start } from "./child";
import type { Strain } from "./create-server";
import { type Ground, withClient } from "./ground";
import type { Row, Section } from "./report";
import { spread, timed } from "./statistics";

export interface CreationScale {
  readonly rows: number;
  readonly calls: number;
}

const UPLOADS = 50;
const PROMPT =
  "a lighthouse on a cliff above a calm sea, morning mist, long exposure, muted colours, film grain, ";
/** Between two looks of the other person. */
const LOOK_EVERY_MS = 20;

export async function measureCreation(
  ground: Ground,
  { rows, calls }: CreationScale,
  say: (what: string) => void,
): Promise<Section> {
  const databaseUrl = await ground.database("creation", "product");
  const uploadIds = Array.from({ length: UPLOADS }, () => uuidv7());
  await withClient(databaseUrl, (client) =>
    client.query(
      `INSERT INTO upload (id, file_name, size, mime_type, sha256)
       SELECT id, 'photo.jpg', 100000, 'image/jpeg', md5(id::text) FROM unnest($1::uuid[]) id`,
      [uploadIds],
    ),
  );
  const token = randomUUID();
  const env = {
    DATABASE_URL: databaseUrl,
    API_TOKEN: token,
    SCHEDULER_ENABLED: "false",
    // Tasks need an account; nobody submits them.
    RUNNINGHUB_API_KEY: "a-key-of-the-bench",
    RUNNINGHUB_BASE_URL: "http://127.0.0.1:9",
  };
  const server = start(new URL("create-server.ts", import.meta.url), env, ["--expose-gc"]);
  try {
    const { port } = await nextMessage<{ port: number }>(server);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const url = `http://127.0.0.1:${port}/api/tasks`;
    const ms: number[] = [];
    const looks: number[] = [];
    const strains: Strain[] = [];
    for (let call = 0; call < calls; call += 1) {
      const body = JSON.stringify({ name: `call ${call}`, tasks: tasksOf(rows, uploadIds, call) });
      if (call === 0) say(`${calls} calls of ${rows} tasks, ${(body.length / 1e6).toFixed(1)} MB each`);
      server.send("begin");
      await nextMessage(server);
      const until = new AbortController();
      const looking = look(url, headers, until.signal);
      const { ms: took, value: report } = await timed(async () => {
        const answer = await fetch(`${url}/bulk`, { method: "POST", headers, body });
        if (!answer.ok) throw new Error(`the call was refused: ${await answer.text()}`);
        return (await answer.json()) as { created: number }; // our own report
      });
      until.abort();
      looks.push(...(await looking));
      if (report.created !== rows) throw new Error(`only ${report.created} of ${rows} tasks were created`);
      server.send("end");
      strains.push(await nextMessage<Strain>(server));
      ms.push(took);
      say(`call ${call + 1}: ${(took / 1000).toFixed(2)} s`);
    }
    return {
      title: `${rows.toLocaleString("en")} tasks in one call`,
      rows: [
        row(
          "the call",
          "s",
          ms.map((value) => value / 1000),
          `≤ 3 s`,
        ),
        row(
          "processor time of the service, each call",
          "s",
          strains.map(({ cpuSeconds }) => cpuSeconds),
        ),
        row("another page meanwhile (50 tasks)", "ms", looks),
        row(
          "longest time nothing else ran, each call",
          "ms",
          strains.map(({ delayMax }) => delayMax),
        ),
        ...memory(strains),
      ],
    };
  } finally {
    server.kill();
    await ground.drop("creation");
  }
}

function row(figure: string, unit: Row["unit"], samples: readonly number[], goal?: string): Row {
  return { figure, unit, spread: spread(samples), samples: String(samples.length), goal };
}

/** Flat means that the last call needs no more than the second: the first one warms up. */
function memory(strains: readonly Strain[]): Row[] {
  const second = strains[1] ?? strains[0];
  const last = strains.at(-1);
  if (!second || !last) return [];
  const one = (figure: string, value: number, before: number, goal?: string): Row => ({
    ...{ figure, unit: "MB", spread: { p50: value }, samples: "1", goal },
    ratio: { value: value / before, to: "the second call's" },
  });
  return [
    one("heap at its highest, last call", last.heapPeak, second.heapPeak, "flat"),
    one("heap after the last call, collected", last.heapAfter, second.heapAfter, "flat"),
    one("memory of the process at its highest, last call", last.rssPeak, second.rssPeak, "flat"),
  ];
}

async function look(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<number[]> {
  const samples: number[] = [];
  while (!signal.aborted) {
    const { ms } = await timed(async () => (await fetch(`${url}?limit=50`, { headers })).text());
    samples.push(ms);
    await pause(LOOK_EVERY_MS);
  }
  return samples;
}

/** As a sheet sends them: a long prompt, a file, numbers, a seed. */
function tasksOf(rows: number, uploadIds: readonly string[], call: number): object[] {
  return Array.from({ length: rows }, (_, index) => ({
    workflowId: "1987654321098765401",
    workflowName: "Restyle a picture",
    description: `row ${index} of call ${call}`,
    start: true,
    nodeInfoList: [
      { nodeId: "2", fieldName: "image", uploadId: uploadIds[index % uploadIds.length] },
      { nodeId: "3", fieldName: "text", fieldValue: `${index} ${PROMPT.repeat(6)}`.slice(0, 500) },
      { nodeId: "4", fieldName: "text", fieldValue: "text, frame, low detail" },
      { nodeId: "5", fieldName: "steps", fieldValue: 20 + (index % 10) },
      { nodeId: "5", fieldName: "cfg", fieldValue: 6.5 },
      { nodeId: "5", fieldName: "seed", random: true },
    ],
  }));
}
