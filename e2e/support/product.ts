import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "@playwright/test";
import { killTree } from "./processes";

export const API_TOKEN = "end-to-end-token";
export const ADMIN = { email: "admin@example.com", password: "correct horse 9" };

const ROOT = path.resolve(import.meta.dirname, "../..");
const READY = /HubQueue is ready: +(http:\S+)/;
/** Includes a build, should nobody have made one. */
const START_MS = 240_000;
const STOP_MS = 30_000;

type Environment = Record<string, string>;

/** Nothing of the person's own shell or .env files reaches the product: they may name a paid account. Empty is "not set". */
const SHIELD: Environment = Object.fromEntries(
  "RUNNINGHUB_API_KEY RUNNINGHUB_BASE_URL DATABASE_URL PUBLIC_URL APP_SECRET ADMIN_EMAIL ADMIN_PASSWORD CRON_SECRET HOST MAX_CONCURRENT_TASKS TASK_TIMEOUT_MINUTES MAX_AUTO_RETRIES SCHEDULER_ENABLED S3_BUCKET S3_ENDPOINT S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY S3_PREFIX TRUSTED_PROXIES OTEL_EXPORTER_OTLP_ENDPOINT OIDC_ISSUER OIDC_CLIENT_ID OIDC_CLIENT_SECRET OIDC_NAME OIDC_ROLE_CLAIM OIDC_ROLES"
    .split(" ")
    .map((name) => [name, ""]),
);

/** The product as `npm start` runs it: one process tree with a database of its own, spoken to over HTTP. */
export class Product {
  private child: ChildProcess | null = null;
  private written = "";
  private address = "";

  private constructor(
    readonly dataDir: string,
    private readonly environment: Environment,
  ) {}

  /** Not started, and its directory not made. @param environment as for `start` */
  static at(dataDir: string, environment: Environment): Product {
    return new Product(dataDir, environment);
  }

  /** @param environment on top of a fast, shielded default */
  static async start(environment: Environment): Promise<Product> {
    // Left to the product to make: it knows which accounts must be able to pass.
    const dataDir = path.join(tmpdir(), `hubqueue-e2e-${randomUUID()}`);
    const product = new Product(dataDir, environment);
    await product.begin();
    return product;
  }

  /** Where people open it, without a slash at the end. */
  get url(): string {
    return this.address;
  }

  /** Everything it has printed since it was first started. */
  get output(): string {
    return this.written;
  }

  /** Starts it (again) on the same data. Rejects with its output when it does not come up. */
  async begin(): Promise<void> {
    const child = spawn(process.execPath, [path.join(ROOT, "scripts", "start.mjs")], {
      cwd: ROOT,
      // What npm sets for its scripts; with it the product ends when the one who started it is gone.
      env: { ...process.env, ...SHIELD, npm_lifecycle_event: "start", ...this.settings() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    this.address = await new Promise<string>((resolve, reject) => {
      const since = this.written.length;
      const fail = (why: string) => reject(new Error(`${why}\n${this.written.slice(since)}`));
      const timer = setTimeout(() => fail("The product did not start in time"), START_MS);
      child.once("exit", (code) => fail(`The product ended with code ${code}`));
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => {
          this.written += text;
          const [, url] = READY.exec(this.written.slice(since)) ?? [];
          if (url === undefined) return;
          clearTimeout(timer);
          resolve(url);
        });
      }
    });
  }

  /** Runs another script of the checkout with the settings of this product, whether it runs or not. */
  async command(script: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, ["--import", "tsx", path.join(ROOT, "scripts", script), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...SHIELD, ...this.settings() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code, output };
  }

  /** SIGTERM, as a service manager sends it: everything must end by itself, and well. */
  async stop(): Promise<void> {
    const ended = this.ended();
    this.child?.kill("SIGTERM");
    const code = await withDeadline(ended, STOP_MS);
    if (code === "late") this.killChild();
    expect(code, `exit code after SIGTERM; output:\n${this.written}`).toBe(0);
  }

  /** kill -9 for every one of its processes. Its data stays. */
  async kill(): Promise<void> {
    const ended = this.ended();
    this.killChild();
    await ended;
  }

  /** Stops it and removes its data. */
  async dispose(): Promise<void> {
    try {
      await this.stop();
    } finally {
      await rm(this.dataDir, { recursive: true, force: true });
    }
  }

  private settings(): Environment {
    return {
      // Any free port at first; the same one ever after, so that open pages find it again.
      PORT: this.address === "" ? "0" : new URL(this.address).port,
      DATA_DIR: this.dataDir,
      API_TOKEN,
      LOG_LEVEL: "warn",
      STATUS_CHECK_INTERVAL: "0.3",
      SUBMIT_UNKNOWN_GRACE_SECONDS: "2",
      WEBHOOKS_ALLOW_PRIVATE: "true",
      // One token makes thousands of tasks here, and benches ask as fast as they can.
      RATE_LIMIT_READS: "0",
      RATE_LIMIT_WRITES: "0",
      RATE_LIMIT_STRANGERS: "0",
      ...this.environment,
    };
  }

  private ended(): Promise<number | null> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return Promise.resolve(child?.exitCode ?? null);
    return new Promise((resolve) => child.once("exit", resolve));
  }

  private killChild(): void {
    if (this.child?.pid !== undefined) killTree(this.child.pid);
  }
}

async function withDeadline<T>(promise: Promise<T>, ms: number): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, ms, "late");
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
