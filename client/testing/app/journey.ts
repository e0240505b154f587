/** A program elsewhere: it follows the queue, tells each thing it sees as a line of JSON, and keeps one result. */
import { writeFile } from "node:fs/promises";
import { createHubQueueClient, isSettled } from "hubqueue-client";

const { HUBQUEUE_URL = "", HUBQUEUE_TOKEN = "", WANTED = "", RESULT_FILE = "" } = process.env;

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const client = createHubQueueClient({ url: HUBQUEUE_URL, token: HUBQUEUE_TOKEN });
const own = await client.tasks.create.mutate({ workflowId: "1987654321098765402", start: true });
tell({ done: (await client.waitFor(own.id)).status });

for await (const { tasks, deletedIds } of client.changes()) {
  tell({ seen: tasks.map(({ description, status }) => ({ description, status })), deletedIds });
  const wanted = tasks.find((task) => task.description === WANTED && isSettled(task));
  if (wanted === undefined) continue;
  const result = await client.download(wanted.outputs[0]?.id ?? "");
  await writeFile(RESULT_FILE, new Uint8Array(await result.arrayBuffer()));
  tell({ kept: wanted.outputs[0]?.id });
  break;
}
