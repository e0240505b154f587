import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
}

export type StubHandler = (request: SeenRequest, response: ServerResponse, count: number) => void;

export interface StubServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Replaces what answers from now on. */
  handle(handler: StubHandler): void;
  close(): Promise<void>;
}

/** A plain HTTP server for answers the simulator cannot give: it keeps what it was sent and answers as told. */
export async function startStubServer(first?: StubHandler): Promise<StubServer> {
  const requests: SeenRequest[] = [];
  let connections = 0;
  const numbers = new WeakMap<object, number>();
  let handler: StubHandler = first ?? ((_request, response) => response.writeHead(404).end());
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    // A client that gives up half way is part of what is tested.
    request.on("error", () => undefined);
    for await (const chunk of request) chunks.push(chunk);
    const seen: SeenRequest = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks),
      connection: numbers.get(request.socket) ?? 0,
    };
    requests.push(seen);
    handler(seen, response, requests.length);
  });
  server.on("connection", (socket) => numbers.set(socket, ++connections));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is never a pipe name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    handle: (next) => {
      handler = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function answerJson(response: ServerResponse, body: unknown, status = 200): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json;charset=UTF-8" }).end(text);
}
