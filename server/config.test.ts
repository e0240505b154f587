import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config";

const MINIMUM = { DATABASE_URL: "postgresql://localhost/hubqueue" };

test("the defaults are those of the documentation", () => {
  expect(readConfig(MINIMUM)).toMatchObject({
    apiKey: null,
    baseUrl: "https://www.runninghub.cn",
    maxConcurrentTasks: 1,
    taskTimeoutMinutes: 30,
    statusCheckIntervalSeconds: 10,
    maxAutoRetries: 0,
    publicUrl: null,
    s3: null,
    schedulerEnabled: true,
    webhooksAllowPrivate: false,
    ratesPerSecond: { read: 400, write: 200, stranger: 50 },
    submitUnknownGraceSeconds: 90,
    logLevel: "info",
    telemetry: null,
    simulator: false,
  });
});

test("all problems are listed at once, each with its variable", () => {
  const bad = {
    DATABASE_URL: "mysql://x",
    MAX_CONCURRENT_TASKS: "0",
    TASK_TIMEOUT_MINUTES: "soon",
    LOG_LEVEL: "loud",
  };
  try {
    readConfig(bad);
    expect.unreachable("it should have been refused");
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.problems.map((line) => line.split(" ")[0]).sort()).toEqual(Object.keys(bad).sort());
  }
});

test("minutes and seconds take decimals, and an empty variable counts as not set", () => {
  const config = readConfig({
    ...MINIMUM,
    TASK_TIMEOUT_MINUTES: "0.5",
    STATUS_CHECK_INTERVAL: "0.2",
    PUBLIC_URL: "",
  });
  expect([config.taskTimeoutMinutes, config.statusCheckIntervalSeconds, config.publicUrl]).toEqual([
    0.5,
    0.2,
    null,
  ]);
});

test("a key is taken without the blanks around it, and refused when no header could carry it", () => {
  const withKey = (RUNNINGHUB_API_KEY: string) => readConfig({ ...MINIMUM, RUNNINGHUB_API_KEY });
  expect(withKey(" 0123456789abcdef\r\n").apiKey).toBe("0123456789abcdef");
  for (const key of ["0123\n4567", "0123 4567", "密钥01234567"])
    expect(() => withKey(key)).toThrow("RUNNINGHUB_API_KEY must be one word");
});

test("an address that paths are put behind has neither query nor fragment", () => {
  const withAddress = (RUNNINGHUB_BASE_URL: string) => readConfig({ ...MINIMUM, RUNNINGHUB_BASE_URL });
  expect(withAddress("https://rh.example/sub/").baseUrl).toBe("https://rh.example/sub");
  for (const address of ["https://rh.example/?key=1", "https://rh.example/#app"])
    expect(() => withAddress(address)).toThrow("RUNNINGHUB_BASE_URL must be an address without ? and #");
});

test("words and flags are taken in any case, and with blanks around them", () => {
  const given = { LOG_LEVEL: "INFO", SCHEDULER_ENABLED: "FALSE", WEBHOOKS_ALLOW_PRIVATE: " True " };
  expect(readConfig({ ...MINIMUM, ...given })).toMatchObject({
    logLevel: "info",
    schedulerEnabled: false,
    webhooksAllowPrivate: true,
  });
  for (const bad of [{ LOG_LEVEL: "LOUD" }, { SCHEDULER_ENABLED: "NO" }])
    expect(() => readConfig({ ...MINIMUM, ...bad })).toThrow(Object.keys(bad)[0]);
});

test("every secret of ours has at least eight characters; the form of a key of RunningHub is not ours", () => {
  const secrets = ["APP_SECRET", "ADMIN_PASSWORD", "API_TOKEN", "CRON_SECRET"];
  const all = (value: string) => Object.fromEntries(secrets.map((name) => [name, value]));
  const rest = { ...MINIMUM, ADMIN_EMAIL: "a@example.com", RUNNINGHUB_API_KEY: "k" };
  expect(readConfig({ ...rest, ...all("8 signs!") })).toMatchObject({ apiKey: "k", appSecret: "8 signs!" });
  for (const name of secrets)
    expect(() => readConfig({ ...rest, ...all("8 signs!"), [name]: "7 signs" })).toThrow(
      `${name} must have at least 8 characters`,
    );
});

test("an administrator needs both email and password", () => {
  expect(() => readConfig({ ...MINIMUM, ADMIN_EMAIL: "a@example.com" })).toThrow("ADMIN_PASSWORD");
});

test("a problem never repeats the value, which may be a secret", () => {
  expect(() => readConfig({ ...MINIMUM, APP_SECRET: "hunter2" })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
  );
});

const BUCKET = { S3_BUCKET: "results", S3_ACCESS_KEY_ID: "key", S3_SECRET_ACCESS_KEY: "secret" };

test("files go to a bucket when there is one, below a prefix that always ends the same", () => {
  expect(readConfig({ ...MINIMUM, ...BUCKET }).s3).toEqual({
    bucket: "results",
    endpoint: null,
    region: "us-east-1",
    accessKeyId: "key",
    secretAccessKey: "secret",
    prefix: "",
    forcePathStyle: false,
  });
  for (const given of ["team/hub", "/team/hub/"])
    expect(readConfig({ ...MINIMUM, ...BUCKET, S3_PREFIX: given }).s3?.prefix).toBe("team/hub/");
  expect(() => readConfig({ ...MINIMUM, ...BUCKET, S3_PREFIX: "../x" })).toThrow("S3_PREFIX");
});

test.each(Object.keys(BUCKET))("a bucket without %s is not enough", (name) => {
  expect(() => readConfig({ ...MINIMUM, ...BUCKET, [name]: "" })).toThrow(
    `${name} must be set together with`,
  );
});

test("trusted proxies are addresses, networks, names of networks, or none", () => {
  for (const given of ["none", "10.0.0.0/8", "loopback, 192.168.1.7", "::1"])
    expect(readConfig({ ...MINIMUM, TRUSTED_PROXIES: given })).toBeTruthy();
  for (const given of ["everybody", "10.0.0.0/99", "loopback; none"])
    expect(() => readConfig({ ...MINIMUM, TRUSTED_PROXIES: given })).toThrow("TRUSTED_PROXIES");
});

const OIDC = {
  OIDC_ISSUER: "https://id.example.com/",
  OIDC_CLIENT_ID: "hubqueue",
  OIDC_CLIENT_SECRET: "a secret",
};

test("a sign-in provider lets in only those who are here or invited, unless it is told otherwise", () => {
  expect(readConfig(MINIMUM).oidc).toBeNull();
  expect(readConfig({ ...MINIMUM, ...OIDC }).oidc).toEqual({
    issuer: "https://id.example.com/",
    clientId: "hubqueue",
    clientSecret: "a secret",
    name: null,
    scopes: "openid email profile",
    emailTrusted: false,
    defaultRole: null,
    roles: null,
  });
  const roles = { OIDC_DEFAULT_ROLE: "viewer", OIDC_ROLE_CLAIM: "groups", OIDC_ROLES: "leads:admin" };
  expect(readConfig({ ...MINIMUM, ...OIDC, ...roles }).oidc).toMatchObject({
    defaultRole: "viewer",
    roles: { claim: "groups", byValue: new Map([["leads", "admin"]]) },
  });
});

test.each(Object.keys(OIDC))("a sign-in provider without %s is not enough", (name) => {
  expect(() => readConfig({ ...MINIMUM, ...OIDC, [name]: "" })).toThrow(`${name} must be set together with`);
});

test.each([
  ["OIDC_NAME", { OIDC_NAME: "Acme" }],
  ["OIDC_ROLES", { ...OIDC, OIDC_ROLES: "leads:admin" }],
  ["OIDC_ROLE_CLAIM", { ...OIDC, OIDC_ROLE_CLAIM: "groups" }],
  ["OIDC_DEFAULT_ROLE", { ...OIDC, OIDC_DEFAULT_ROLE: "admin" }],
  ["OIDC_SCOPES", { ...OIDC, OIDC_SCOPES: "email" }],
  ["OIDC_ISSUER", { ...OIDC, OIDC_ISSUER: "http://id.example.com" }],
])("%s is refused where it cannot work", (name, environment) => {
  expect(() => readConfig({ ...MINIMUM, ...environment })).toThrow(name);
});

test("whoever listens for other machines must say to which address a sign-in provider sends people back", () => {
  const everywhere = { ...MINIMUM, ...OIDC, HOST: "0.0.0.0" };
  expect(() => readConfig(everywhere)).toThrow("PUBLIC_URL");
  expect(readConfig({ ...everywhere, PUBLIC_URL: "https://queue.example.com" }).oidc).not.toBeNull();
});
