// What a container engine would read, read here: none is needed for `npm test`.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { inRoot } from "../start/paths.mjs";
import { tryTool } from "../start/tool.mjs";

const read = (name) => readFile(inRoot(name), "utf8");
const image = DockerfileParser.parse(await read("Dockerfile"));
const compose = parse(await read("compose.yaml"));
const { services } = compose;

test("the image has a Node that the product runs on", async () => {
  const { engines } = JSON.parse(await read("package.json"));
  const least = Number(/>=(\d+)/.exec(engines.node)[1]);
  for (const from of image.getFROMs())
    expect(Number(/^node:(\d+)/.exec(from.getImage())[1])).toBeGreaterThan(least);
});

test("no service runs without a check of its health, and the app waits for its database", () => {
  expect(image.getInstructions().some((instruction) => instruction.getKeyword() === "HEALTHCHECK")).toBe(
    true,
  );
  expect(services.database.healthcheck.test[0]).toBe("CMD");
  expect(services.storage.healthcheck.test[0]).toBe("CMD");
  expect(services.app.depends_on).toEqual({ database: { condition: "service_healthy" } });
});

test("the app is reached through this machine alone, has no privileges, and time to end in order", () => {
  expect(services.app.ports).toEqual(["127.0.0.1:3000:3000"]);
  expect(services.app.cap_drop).toEqual(["ALL"]);
  expect(services.app.security_opt).toEqual(["no-new-privileges:true"]);
  expect(services.app.stop_grace_period).toBe("40s");
});

test("both use the same password, which has to be set", () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Compose's own form
  const wanted = "${POSTGRES_PASSWORD:?set it in .env, letters and digits}";
  expect(services.database.environment.POSTGRES_PASSWORD).toBe(wanted);
  const { POSTGRES_USER: user, POSTGRES_DB: name } = services.database.environment;
  expect(services.app.environment.DATABASE_URL).toBe(`postgresql://${user}:${wanted}@database:5432/${name}`);
});

test("the app is given settings that it knows, and every volume is declared", async () => {
  const config = await read("server/config.ts");
  for (const name of Object.keys(services.app.environment)) expect(config).toContain(`    ${name}: `);
  const used = Object.values(services).flatMap(({ volumes }) =>
    volumes.map((volume) => volume.split(":")[0]),
  );
  expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
});

test("a store of objects comes only when it is asked for, with the app's own key, once its bucket is there", async () => {
  const config = await read("server/config.ts");
  const extra = Object.entries(services).filter(([, { profiles }]) => profiles !== undefined);
  expect(extra.map(([name, { profiles }]) => [name, profiles])).toEqual([
    ["storage", ["storage"]],
    ["bucket", ["storage"]],
  ]);
  expect(services.storage.depends_on).toEqual({ bucket: { condition: "service_completed_successfully" } });
  expect(services.bucket.volumes).toEqual(services.storage.volumes);
  expect(services.storage.ports, "nobody outside reaches it").toBeUndefined();
  const named = JSON.stringify(services).matchAll(/\$\{(S3_\w+)/g);
  for (const [, name] of named) expect(config).toContain(`    ${name}: `);
  // Nothing is asked of those who do not use it.
  for (const value of Object.values(services.storage.environment)) expect(value).toMatch(/:-\}$/);
});

test("the pages about it name the settings that reach the store", async () => {
  const page = await read("docs/deploy.md");
  const [, block] = /```bash\n([\s\S]*?--profile storage[\s\S]*?)```/.exec(page) ?? [];
  const settings = Object.fromEntries(
    [...(block ?? "").matchAll(/(S3_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  );
  expect(settings).toMatchObject({
    S3_BUCKET: "hubqueue",
    S3_ENDPOINT: "http://storage:7070",
    S3_FORCE_PATH_STYLE: "true",
  });
});

const unit = await read("deploy/hubqueue.service");
const directive = (name) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1];

test("systemd starts what is there, stops the launcher alone, and gives it time", async () => {
  const [program, ...args] = directive("ExecStart").split(" ");
  expect(program).toBe("/usr/bin/node");
  await expect(read(args[0])).resolves.toContain("npm start");
  // The embedded database is a process of its own, and must outlive the app that writes to it.
  expect(directive("KillMode")).toBe("mixed");
  expect(Number(directive("TimeoutStopSec"))).toBeGreaterThanOrEqual(60);
  expect(directive("User")).not.toBe("root");
  expect(directive("ReadWritePaths")).toBe(directive("WorkingDirectory"));
});

test("systemd understands every line", async () => {
  const known = await tryTool("systemd-analyze", ["--version"]);
  if (known.code !== 0) return; // not on this machine; the lines above are read in any case
  const folder = await mkdtemp(join(tmpdir(), "hubqueue-unit-"));
  // Only that what it names is not on this machine may be said.
  const file = join(folder, "hubqueue.service");
  await writeFile(file, unit.replace("/usr/bin/node", process.execPath));
  const { output } = await tryTool("systemd-analyze", ["verify", "--man=no", file]);
  await rm(folder, { recursive: true });
  expect(output.split("\n").filter((line) => /Unknown|Failed to parse|ignoring|Invalid/i.test(line))).toEqual(
    [],
  );
});
