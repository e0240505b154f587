/** Replicas, people, RunningHub and a database: the product as it stands in a server room, without its pages. */
import { mkdir } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { NO_RATES } from "@/lib/request-rates";
import { type Container, createContainer } from "../../container";
import { createLogger } from "../../log";
import { SIMULATOR_DEFAULT_KEY } from "../../runninghub/simulator/accounts";
import type { Settings } from "../../runninghub/simulator/settings";
import { WATCH_CLAIMS } from "./fifo-watch";
import type { PostgresServer } from "./postgres-server";
import { ReplicaSeat } from "./replica-seat";
import { Upstream } from "./upstream";

export interface WorldOptions {
  readonly postgres: PostgresServer;
  /** For logs and results; made when missing. Its last part also names the database. */
  readonly folder: string;
  readonly replicas: number;
  /** MAX_CONCURRENT_TASKS. */
  readonly slots: number;
  /** Whether RunningHub can reach us, so that it sends webhooks. */
  readonly webhooks?: boolean;
  readonly runs?: Partial<Settings>;
  /** More environment of the replicas. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface World {
  readonly postgres: PostgresServer;
  readonly upstream: Upstream;
  readonly seats: readonly ReplicaSeat[];
  /** The door through which people come and the judge looks: a replica that decides nothing and is left alone. */
  readonly office: Container;
  /** The seat whose process decides now, or null. */
  leader(): Promise<ReplicaSeat | null>;
  close(): Promise<void>;
}

const APP_SECRET = "a secret for tests only";
const SHORT_RUNS: Partial<Settings> = {
  queueMs: 200,
  runMs: 1_200,
  cancelDelayMs: 100,
  webhookRetryMs: 2_000,
};

/** Everything stands when it resolves, except the replicas: those are started by the caller. */
export async function makeWorld(options: WorldOptions): Promise<World> {
  const { postgres, folder, slots } = options;
  await mkdir(folder, { recursive: true });
  const database = path.basename(folder);
  await postgres.createDatabase(database);
  await postgres.run(WATCH_CLAIMS, database);
  const upstream = await Upstream.start({ folder, settings: { ...SHORT_RUNS, ...options.runs } });
  const door = await webhookDoor(() => office);
  const publicUrl = options.webhooks ? `http://127.0.0.1:${portOf(door)}` : null;

  const office = createContainer(
    {
      apiKey: SIMULATOR_DEFAULT_KEY,
      baseUrl: upstream.url,
      maxConcurrentTasks: slots,
      taskTimeoutMinutes: 30,
      statusCheckIntervalSeconds: 0.3,
      maxAutoRetries: 0,
      databaseUrl: postgres.url(database),
      dataDir: path.join(folder, "data"),
      publicUrl,
      s3: null,
      appSecret: APP_SECRET,
      administrator: null,
      apiToken: null,
      oidc: null,
      schedulerEnabled: false,
      cronSecret: null,
      webhooksAllowPrivate: true,
      ratesPerSecond: NO_RATES,
      submitUnknownGraceSeconds: 1,
      logLevel: "silent",
      telemetry: null,
      simulator: false,
    },
    createLogger("silent"),
  );
  await office.start();

  const environment = (databasePort: number) => ({
    RUNNINGHUB_API_KEY: SIMULATOR_DEFAULT_KEY,
    RUNNINGHUB_BASE_URL: upstream.url,
    MAX_CONCURRENT_TASKS: String(slots),
    STATUS_CHECK_INTERVAL: "0.3",
    SUBMIT_UNKNOWN_GRACE_SECONDS: "1",
    DATABASE_URL: postgres.url(database, databasePort),
    DATA_DIR: path.join(folder, "data"),
    APP_SECRET,
    ...(publicUrl === null ? {} : { PUBLIC_URL: publicUrl }),
    ...options.environment,
  });
  const seats = await Promise.all(
    Array.from({ length: options.replicas }, (_, index) =>
      ReplicaSeat.make({ number: index + 1, databasePort: postgres.port, folder, environment }),
    ),
  );

  return {
    postgres,
    upstream,
    seats,
    office,
    leader: async () => {
      const lease = await office.db.schedulerLease.findFirst({ where: { expiresAt: { gt: new Date() } } });
      return seats.find((seat) => lease && seat.is(lease.holder)) ?? null;
    },
    close: async () => {
      await Promise.all(seats.map((seat) => seat.close()));
      await upstream.close();
      await office.stop();
      door.closeAllConnections();
      door.close();
      await postgres.dropDatabase(database);
    },
  };
}

/** Where RunningHub delivers webhooks; the path ends with the attempt's token. */
async function webhookDoor(office: () => Container): Promise<Server> {
  const door = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const token = request.url?.split("/").at(-1) ?? "";
    const received = office().webhooks.receive(token, Buffer.concat(chunks).toString());
    // A refused webhook is sent again, as the real one is.
    await received.then(
      () => response.writeHead(200).end("{}"),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  return door;
}

function portOf(server: Server): number {
  // A listening TCP server's address is never a pipe name.
  return (server.address() as AddressInfo).port;
}
