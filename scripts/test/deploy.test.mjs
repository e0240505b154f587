// What a container engine would read, read here: none is needed for `npm test`.
import { readFile } from "node:fs/promises";
import { DockerfileParser } from "dockerfile-ast";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { inRoot } from "../start/paths.mjs";

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
  expect(services.app.depends_on).toEqual({ database: { condition: "service_healthy" } });
});

test("the app is reached through this machine alone, has no privileges, and time to end in order", () => {
  expect(services.app.ports).toEqual(["127.0.0.1:3000:3000"]);
  expect(services.app.cap_drop).toEqual(["ALL"]);
  expect(services.app.security_opt).toEqual(["no-new-privileges:true"]);
  expect(services.app.stop_grace_period).toBe("30s");
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
  expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
});
