/** Looks at a HubQueue from beside it, whether it runs or not: its configuration, its port, and all that the page looks at. */
import path from "node:path";
import type { Actor } from "@/lib/actor";
import { CHECK_NAMES, type Finding, found } from "@/lib/diagnosis";
import { type Config, ConfigError, readConfig } from "../config";
import { createContainer } from "../container";
import { createLogger } from "../log";
import { checkPort } from "./check-port";
import { embeddedDatabaseUrl, firstLine } from "./embedded";

type Environment = Readonly<Record<string, string | undefined>>;

const DOCTOR: Actor = { kind: "system", id: "doctor", name: "doctor", role: "admin" };
/** Stands for a database that is not there yet, and for a secret: neither is made by looking. */
const NOWHERE = "postgresql://127.0.0.1:1/none";
const NO_SECRET = "there is no secret yet";

/** Leaves everything as it was: the file that tries the store is taken away again. @param environment that of HubQueue */
export async function examine(environment: Environment): Promise<Finding[]> {
  const dataDir = path.resolve(given(environment.DATA_DIR) ?? ".data");
  const databaseUrl = given(environment.DATABASE_URL) ?? (await embeddedDatabaseUrl(dataDir));
  let config: Config;
  try {
    config = readConfig({ ...environment, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? NOWHERE });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => found("configuration", "wrong", { problem }));
  }
  const [port, inside] = await Promise.all([
    checkPort(given(environment.HOST) ?? "127.0.0.1", Number(given(environment.PORT) ?? 3000)),
    lookInside(config),
  ]);
  const none = found("database", "none", { path: dataDir });
  const findings =
    databaseUrl === null ? inside.map((one) => (one.check === "database" ? none : one)) : inside;
  return inOrder([found("configuration", "ok"), port, ...findings]);
}

/** The services as they are, none of which is started. */
async function lookInside(config: Config): Promise<Finding[]> {
  const appSecret =
    config.appSecret ?? (await firstLine(path.join(config.dataDir, "app-secret"))) ?? NO_SECRET;
  const container = createContainer({ ...config, appSecret }, createLogger("silent"));
  try {
    return await container.diagnosis.examine(DOCTOR);
  } finally {
    await container.stop();
  }
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const place = ({ check }: Finding) => CHECK_NAMES.indexOf(check);
  return [...findings].sort((one, other) => place(one) - place(other));
}

/** Empty counts as not set. */
const given = (value: string | undefined) => value?.trim() || undefined;
