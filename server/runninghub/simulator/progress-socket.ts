import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Engine } from "./engine";
import type { Task } from "./model";
import { type ProgressMessage, progressScript } from "./progress";
import { isOver } from "./timeline";

/** The ComfyUI websocket of running tasks. It only looks at the clock, so many listeners see the same run. */
export class ProgressSockets {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly watchers = new Map<WebSocket, () => void>();

  constructor(private readonly engine: Engine) {}

  /** Answers websocket upgrades of the HTTP server; a wrong path or an unknown clientId is refused. */
  attach(httpServer: Server): void {
    httpServer.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on("error", () => socket.destroy());
      const task = this.taskOf(request);
      if (!task) {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return;
      }
      this.server.handleUpgrade(request, socket, head, (client) => this.serve(client, task));
    });
  }

  private taskOf(request: IncomingMessage): Task | null {
    const url = new URL(request.url ?? "/", "ws://simulator");
    const clientId = url.searchParams.get("clientId");
    if (url.pathname !== "/ws/c_instance" || !clientId) return null;
    return this.engine.allTasks().find((task) => task.clientId === clientId) ?? null;
  }

  private serve(client: WebSocket, task: Task): void {
    const send = ({ type, data }: Omit<ProgressMessage, "share">) =>
      client.send(JSON.stringify({ type, data }));
    send({ type: "status", data: { status: { exec_info: { queue_remaining: 1 } }, sid: task.clientId } });
    const script = progressScript(task);
    const shareNow = () =>
      task.runsAt === null || task.runMs === null
        ? 0
        : (this.engine.now() - task.runsAt) / Math.max(1, task.runMs);
    // A late listener starts at the node that is executing, like a browser that joins a running ComfyUI.
    const joined = shareNow();
    let position = Math.max(
      0,
      script.findLastIndex((message) => message.type === "executing" && message.share <= joined),
    );
    const tick = () => {
      if (client.readyState !== client.OPEN) return;
      const state = this.engine.stateOf(task);
      if (state === "CREATE" || state === "QUEUED") return;
      if (state === "CANCELLED") send({ type: "execution_interrupted", data: { prompt_id: task.taskId } });
      else {
        const share = shareNow();
        for (let next = script[position]; next && next.share <= share; next = script[position]) {
          send(next);
          position += 1;
        }
      }
      if (!isOver(task, this.engine.now())) return;
      send({ type: "executing", data: { node: null, prompt_id: task.taskId } });
      this.watchers.delete(client);
      client.close();
    };
    this.watchers.set(client, tick);
    client.on("close", () => this.watchers.delete(client));
    client.on("error", () => client.terminate());
    tick();
  }

  /** Sends what has become due on every connection. */
  pump(): void {
    for (const tick of [...this.watchers.values()]) tick();
  }

  close(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }
}
