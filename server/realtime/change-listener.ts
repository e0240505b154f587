/**
 * One listening connection. It tests itself, because a connection that was cut silently, or a pooler in between that
 * drops LISTEN, looks exactly like a quiet database.
 */
import { Client } from "pg";
import type { Logger } from "../log";

interface ListenerOptions {
  readonly databaseUrl: string;
  readonly channels: readonly string[];
  readonly onNotification: (channel: string, payload: string) => void;
  /** The connection came up or went away. */
  readonly onStateChange: (isUp: boolean) => void;
  readonly log: Logger;
}

const SELF_TEST = "hubqueue_self_test";
const CONNECT_MS = 5_000;
const RECONNECT_MS = 1_000;
const TEST_EVERY_MS = 30_000;
const TEST_ANSWER_MS = 5_000;

export class ChangeListener {
  private client: Client | null = null;
  private testing: NodeJS.Timeout | null = null;
  private answerBy: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(private readonly options: ListenerOptions) {}

  get isUp(): boolean {
    return this.client !== null;
  }

  /** Connects, and again after every loss, until stopped. */
  async start(): Promise<void> {
    const { databaseUrl: connectionString, channels } = this.options;
    const client = new Client({
      connectionString,
      application_name: "hubqueue feed",
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    client.on("error", () => this.lost(client));
    client.on("end", () => this.lost(client));
    client.on("notification", ({ channel, payload }) => {
      if (channel === SELF_TEST) this.passed();
      else this.options.onNotification(channel, payload ?? "");
    });
    try {
      await client.connect();
      for (const channel of [...channels, SELF_TEST]) await client.query(`LISTEN ${channel}`);
      if (this.stopped) return await client.end();
      this.client = client;
      this.testing = setInterval(() => this.test(client), TEST_EVERY_MS);
      this.options.onStateChange(true);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.options.log.warn({ reason }, "cannot listen for changes; reading now and then");
      this.again(client);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.clearTimers();
    await this.client?.end().catch(() => undefined);
  }

  private test(client: Client): void {
    this.answerBy = setTimeout(() => {
      this.options.log.warn("the listening connection does not hear itself; connecting anew");
      this.lost(client);
    }, TEST_ANSWER_MS);
    client.query(`NOTIFY ${SELF_TEST}`).catch(() => this.lost(client));
  }

  private passed(): void {
    if (this.answerBy) clearTimeout(this.answerBy);
  }

  private lost(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    this.clearTimers();
    this.options.onStateChange(false);
    this.again(client);
  }

  private again(client: Client): void {
    void client.end().catch(() => undefined);
    if (!this.stopped) setTimeout(() => void this.start(), RECONNECT_MS).unref();
  }

  private clearTimers(): void {
    if (this.testing) clearInterval(this.testing);
    if (this.answerBy) clearTimeout(this.answerBy);
  }
}
