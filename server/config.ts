/** The only reader of the environment. Checked once at boot; everything else is handed what it needs. */
import path from "node:path";
import proxyaddr from "proxy-addr";
import { z } from "zod";
import { apiKeySchema, baseUrlSchema } from "@/lib/account-schemas";
import type { RatesPerSecond } from "@/lib/request-rates";
import { issuerSchema, type OidcSettings, rolesSchema, scopesSchema } from "./auth/oidc-settings";
import { isLoopback } from "./network/loopback";

const decimal = (min: number, max: number) => z.coerce.number<string | number>().min(min).max(max);
/** One of our own, in any case. */
const word = z.string().trim().toLowerCase();
const flag = word
  .pipe(z.enum(["true", "false", "1", "0"]))
  .transform((value) => value === "true" || value === "1");
const logLevel = word.pipe(z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]));
/** One that people here choose themselves. */
const secret = z.string().min(8, "must have at least 8 characters");
const folder = z
  .string()
  .transform((value) => value.replace(/^\/+|\/+$/g, ""))
  .refine((value) => !value.split("/").includes(".."), "must be a path without ..");
const rate = decimal(0, 1_000_000);
const proxies = z
  .string()
  .refine((value) => value.trim() === "none" || canTrust(value), "must be addresses, networks or names");

/** What is needed once any of it, or of what goes with it, is set. */
const TOGETHER = [
  { needed: ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"], further: ["S3_ENDPOINT"] },
  {
    needed: ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
    further: ["OIDC_NAME", "OIDC_ROLE_CLAIM", "OIDC_ROLES"],
  },
  { needed: ["OIDC_ROLE_CLAIM", "OIDC_ROLES"], further: [] },
] as const;

const environmentSchema = z
  .object({
    RUNNINGHUB_API_KEY: apiKeySchema.optional(),
    RUNNINGHUB_BASE_URL: baseUrlSchema.default("https://www.runninghub.cn"),
    MAX_CONCURRENT_TASKS: z.coerce.number<string | number>().int().min(1).max(1000).default(1),
    TASK_TIMEOUT_MINUTES: decimal(0.001, 10_080).default(30),
    STATUS_CHECK_INTERVAL: decimal(0.05, 3_600).default(10),
    MAX_AUTO_RETRIES: z.coerce.number<string | number>().int().min(0).max(100).default(0),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// URL" }),
    DATA_DIR: z.string().min(1).default(".data"),
    S3_BUCKET: z.string().min(3).optional(),
    S3_ENDPOINT: baseUrlSchema.optional(),
    S3_REGION: z.string().min(1).default("us-east-1"),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    S3_PREFIX: folder.optional(),
    S3_FORCE_PATH_STYLE: flag.default(false),
    PORT: z.coerce.number<string | number>().int().min(0).max(65_535).default(3000),
    HOST: z.string().min(1).default("127.0.0.1"),
    PUBLIC_URL: baseUrlSchema.optional(),
    APP_SECRET: secret.optional(),
    ADMIN_EMAIL: z.email().optional(),
    ADMIN_PASSWORD: secret.max(128).optional(),
    API_TOKEN: secret.optional(),
    OIDC_ISSUER: issuerSchema.optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_NAME: z.string().trim().max(40).optional(),
    OIDC_SCOPES: scopesSchema.default("openid email profile"),
    OIDC_EMAIL_TRUSTED: flag.default(false),
    OIDC_DEFAULT_ROLE: word.pipe(z.enum(["none", "viewer", "operator"])).default("none"),
    OIDC_ROLE_CLAIM: z.string().trim().optional(),
    OIDC_ROLES: rolesSchema.optional(),
    SCHEDULER_ENABLED: flag.default(true),
    DRAIN_SECONDS: decimal(0, 600).default(0),
    CRON_SECRET: secret.optional(),
    WEBHOOKS_ALLOW_PRIVATE: flag.default(false),
    /** Read by scripts/start, which tells the app where each request comes from. */
    TRUSTED_PROXIES: proxies.optional(),
    // Far above what pages ask for: a gallery that is scrolled fast loads hundreds of small pictures, and a folder hundreds of files.
    RATE_LIMIT_READS: rate.default(400),
    RATE_LIMIT_WRITES: rate.default(200),
    RATE_LIMIT_STRANGERS: rate.default(50),
    SUBMIT_UNKNOWN_GRACE_SECONDS: decimal(0, 86_400).default(90),
    LOG_LEVEL: logLevel.default("info"),
    OTEL_EXPORTER_OTLP_ENDPOINT: baseUrlSchema.optional(),
    OTEL_SERVICE_NAME: z.string().min(1).default("hubqueue"),
    /** Set by `npm start` when the bundled simulator stands in for RunningHub. */
    HUBQUEUE_SIMULATOR: flag.default(false),
  })
  .refine((env) => (env.ADMIN_EMAIL === undefined) === (env.ADMIN_PASSWORD === undefined), {
    path: ["ADMIN_EMAIL"],
    message: "and ADMIN_PASSWORD must be set together",
  })
  .superRefine((env, context) => {
    for (const { needed, further } of TOGETHER) {
      const given = [...needed, ...further].filter((name) => env[name] !== undefined);
      if (given.length === 0) continue;
      const message = `must be set together with ${given.join(", ")}`;
      for (const name of needed)
        if (env[name] === undefined) context.addIssue({ code: "custom", path: [name], message });
    }
  })
  .refine((env) => env.OIDC_ISSUER === undefined || env.PUBLIC_URL !== undefined || isLoopback(env.HOST), {
    path: ["PUBLIC_URL"],
    message: "must be set together with OIDC_ISSUER: people come back to it",
  });

/** A bucket of S3, or of a store that speaks like it. */
export interface S3Settings {
  readonly bucket: string;
  /** Null: Amazon's own, by the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Before every key; empty, or ends with a slash. */
  readonly prefix: string;
  /** The bucket is named in the path of an address instead of its host. */
  readonly forcePathStyle: boolean;
}

/** Where traces go. */
export interface TelemetrySettings {
  /** Of a collector, without the path of its traces. */
  readonly endpoint: string;
  readonly serviceName: string;
}

/** Everything the product can be told from outside; units last. */
export interface Config {
  readonly apiKey: string | null;
  readonly baseUrl: string;
  readonly maxConcurrentTasks: number;
  readonly taskTimeoutMinutes: number;
  readonly statusCheckIntervalSeconds: number;
  readonly maxAutoRetries: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Null: files are kept in the data directory. */
  readonly s3: S3Settings | null;
  readonly publicUrl: string | null;
  /** Null: boot generates one into the data directory. */
  readonly appSecret: string | null;
  readonly administrator: { readonly email: string; readonly password: string } | null;
  readonly apiToken: string | null;
  /** Null: people sign in by password alone. */
  readonly oidc: OidcSettings | null;
  readonly schedulerEnabled: boolean;
  readonly cronSecret: string | null;
  /** May outgoing webhooks go to addresses of this machine and its network? */
  readonly webhooksAllowPrivate: boolean;
  /** Requests of one who asks; 0 = no limit. */
  readonly ratesPerSecond: RatesPerSecond;
  readonly submitUnknownGraceSeconds: number;
  readonly logLevel: string;
  /** Null: nothing is traced. */
  readonly telemetry: TelemetrySettings | null;
  readonly simulator: boolean;
}

/** Names each bad variable and what it needs, one a line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((line) => `  - ${line}`).join("\n")}`,
    );
    this.name = "ConfigError";
  }
}

/** @throws ConfigError listing all problems at once. An empty variable counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  }
  const env = parsed.data;
  return {
    apiKey: env.RUNNINGHUB_API_KEY ?? null,
    baseUrl: env.RUNNINGHUB_BASE_URL,
    maxConcurrentTasks: env.MAX_CONCURRENT_TASKS,
    taskTimeoutMinutes: env.TASK_TIMEOUT_MINUTES,
    statusCheckIntervalSeconds: env.STATUS_CHECK_INTERVAL,
    maxAutoRetries: env.MAX_AUTO_RETRIES,
    databaseUrl: env.DATABASE_URL,
    dataDir: path.resolve(env.DATA_DIR),
    s3: s3Of(env),
    publicUrl: env.PUBLIC_URL ?? null,
    appSecret: env.APP_SECRET ?? null,
    administrator:
      env.ADMIN_EMAIL && env.ADMIN_PASSWORD ? { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD } : null,
    apiToken: env.API_TOKEN ?? null,
    oidc: oidcOf(env),
    schedulerEnabled: env.SCHEDULER_ENABLED,
    cronSecret: env.CRON_SECRET ?? null,
    webhooksAllowPrivate: env.WEBHOOKS_ALLOW_PRIVATE,
    ratesPerSecond: {
      read: env.RATE_LIMIT_READS,
      write: env.RATE_LIMIT_WRITES,
      stranger: env.RATE_LIMIT_STRANGERS,
    },
    submitUnknownGraceSeconds: env.SUBMIT_UNKNOWN_GRACE_SECONDS,
    logLevel: env.LOG_LEVEL,
    telemetry: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: env.OTEL_SERVICE_NAME }
      : null,
    simulator: env.HUBQUEUE_SIMULATOR,
  };
}

function s3Of(env: z.output<typeof environmentSchema>): S3Settings | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!bucket || !accessKeyId || !secretAccessKey) return null;
  return {
    bucket,
    endpoint: env.S3_ENDPOINT ?? null,
    region: env.S3_REGION,
    accessKeyId,
    secretAccessKey,
    prefix: env.S3_PREFIX ? `${env.S3_PREFIX}/` : "",
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
  };
}

function canTrust(proxyList: string): boolean {
  try {
    proxyaddr.compile(proxyList.split(",").map((one) => one.trim()));
    return true;
  } catch {
    return false;
  }
}

function oidcOf(env: z.output<typeof environmentSchema>): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer || !clientId || !clientSecret) return null;
  const { OIDC_ROLE_CLAIM: claim, OIDC_ROLES: byValue, OIDC_DEFAULT_ROLE: role } = env;
  return {
    issuer,
    clientId,
    clientSecret,
    name: env.OIDC_NAME ?? null,
    scopes: env.OIDC_SCOPES,
    emailTrusted: env.OIDC_EMAIL_TRUSTED,
    defaultRole: role === "none" ? null : role,
    roles: claim && byValue ? { claim, byValue } : null,
  };
}
