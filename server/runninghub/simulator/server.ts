import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { mountControl } from "./control";
import { Engine } from "./engine";
import { faultMiddleware } from "./fault-middleware";
import { FaultTable } from "./faults";
import type { SimulatorEnv, SimulatorParts } from "./http-context";
import { mountRuns } from "./http-run";
import { mountFiles } from "./http-upload";
import { mountV1 } from "./http-v1";
import { mountFallbacks, mountV2 } from "./http-v2";
import type { Account } from "./model";
import { ProgressSockets } from "./progress-socket";
import { ResultFiles } from "./result-files";
import { readSamples } from "./samples";
import type { Settings } from "./settings";
import { directoryState, memoryState } from "./state-file";
import type { Clock } from "./virtual-clock";
import { WebhookSender } from "./webhook-sender";

export interface SimulatorOptions {
  /** 0 (default) picks a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Directory that survives restarts; absent = memory only. */
  stateDir?: string;
  /** Durations are divided by this; default 1. */
  speed?: number;
  /** Slots of the default key; default 1. */
  limit?: number;
  /** Default: the wall clock. */
  clock?: Clock;
  accounts?: (Partial<Account> & { key: string })[];
  settings?: Partial<Settings>;
}

export interface Simulator {
  url: string;
  port: number;
  engine: Engine;
  /** Sends the webhooks and progress messages that are due, for tests that own the clock. */
  pump(): void;
  close(): Promise<void>;
}

const PUMP_INTERVAL_MS = 100;

function buildApp(parts: SimulatorParts): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  mountControl(app, parts);
  app.use(faultMiddleware(parts));
  mountRuns(app, parts);
  mountV1(app, parts);
  mountV2(app, parts);
  mountFiles(app, parts);
  mountFallbacks(app);
  return app;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  // A listening TCP server has an AddressInfo, never a pipe name.
  return (server.address() as AddressInfo).port;
}

/** Starts a simulated RunningHub. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port = 0,
    host = "127.0.0.1",
    stateDir,
    speed = 1,
    limit = 1,
    clock = Date,
    accounts,
    settings,
  } = options;
  const store = stateDir === undefined ? memoryState() : directoryState(stateDir);
  const engine = new Engine({ clock, store, speed, limit, accounts, settings, workflows: readSamples() });
  let url = "";
  const baseUrl = () => url;
  const sockets = new ProgressSockets(engine);
  const webhooks = new WebhookSender(engine, baseUrl);
  const pump = () => {
    engine.settle();
    webhooks.pump();
    sockets.pump();
  };
  const files = new ResultFiles(engine, store, stateDir !== undefined);
  const app = buildApp({ engine, faults: new FaultTable(), files, webhooks, baseUrl, pump });
  // createAdaptorServer makes a plain HTTP/1 server unless told otherwise.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  sockets.attach(server);
  const boundPort = await listen(server, port, host);
  const shownHost =
    host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  url = `http://${shownHost}:${boundPort}`;
  const timer = setInterval(pump, PUMP_INTERVAL_MS);
  timer.unref();
  const close = async () => {
    clearInterval(timer);
    sockets.close();
    await webhooks.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return { url, port: boundPort, engine, pump, close };
}
