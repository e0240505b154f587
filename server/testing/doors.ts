/** The doors on a socket of their own, without the pages: what a program outside talks to. */
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Container } from "../container";
import { processState } from "../process-state";
import { operations } from "../transport/operations/all";
import { serve, serveNothing } from "../transport/rest";
import { serveTrpc } from "../transport/trpc-http";

export interface Doors {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Opens REST and tRPC of a product that runs, for the one test of this process. */
export async function openDoors(app: Container): Promise<Doors> {
  processState().container = app;
  const server = createAdaptorServer({ fetch: doorsOf().fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is never a pipe name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      delete processState().container;
    },
  };
}

/** Every address of REST and tRPC. */
export function doorsOf(): Hono {
  const doors = new Hono();
  doors.all("/api/trpc/*", (context) => serveTrpc(context.req.raw));
  // A name goes before a parameter at the same place, as Next has it.
  const paths = [...new Set(operations.map(({ path }) => path))].sort((a, b) => slots(a) - slots(b));
  for (const path of paths) {
    const handlers = new Map(Object.entries(serve(...operations.filter((one) => one.path === path))));
    const { POST: nothing } = serveNothing();
    doors.all(path.replaceAll(/\{(\w+)\}/g, ":$1"), ({ req }) =>
      (handlers.get(req.method) ?? nothing)(req.raw, { params: Promise.resolve(req.param()) }),
    );
  }
  return doors;
}

const slots = (path: string) => path.split("{").length;
