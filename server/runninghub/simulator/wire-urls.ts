import type { Engine } from "./engine";
import { sha256Hex } from "./ids";
import type { OutputFile, Task } from "./model";

/** Address of a result file under the simulator's own base URL; with the time it was issued, where links expire. */
export function outputUrl(engine: Engine, baseUrl: string, task: Task, file: OutputFile): string {
  const address = `${baseUrl}/files/output/${task.taskId}/${file.fileName}`;
  return engine.settings.linkLifetimeHours === null ? address : `${address}?t=${Math.floor(engine.now())}`;
}

/** ComfyUI websocket of a running task: the real one carries a signed token in the same places. */
export function progressSocketUrl(baseUrl: string, task: Task, now: number): string {
  const { hostname, port } = new URL(baseUrl);
  const ts = Math.floor(task.runsAt ?? now);
  const signed = { userId: sha256Hex(task.key).slice(0, 32), signExpire: ts + 7 * 86_400_000, ts };
  const auth = { ...signed, sign: sha256Hex(JSON.stringify(signed)).slice(0, 32) };
  const query = new URLSearchParams({
    c_host: hostname,
    c_port: port,
    clientId: task.clientId,
    workflowId: task.workflowId,
    "Rh-Comfy-Auth": Buffer.from(JSON.stringify(auth)).toString("base64"),
    target: baseUrl,
  });
  return `${baseUrl.replace(/^http/, "ws")}/ws/c_instance?${query}`;
}
