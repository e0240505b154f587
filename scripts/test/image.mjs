// The Dockerfile, carried out without a container engine: its files into a folder, its commands there, its program at the end.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inRoot, root } from "../start/paths.mjs";
import { tryPort } from "../start/port.mjs";
import { startPostgres } from "../start/postgres.mjs";
import { databaseAccount } from "../start/postgres-account.mjs";
import { tryTool } from "../start/tool.mjs";

const READY_MS = 180_000;
const STOP_MS = 40_000;

/**
 * Builds the image in a folder of its own, starts it beside a database, asks it whether it is healthy, and stops it as an
 * engine would. Leaves out what needs an engine: the base system, and another user than ours.
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the log, when all went well
 * @throws Error that tells the line and what it said
 */
export async function exerciseImage(signal) {
  const folder = await mkdtemp(join(tmpdir(), "hubqueue-image-"));
  const image = await readImage();
  try {
    const ground = createGround(folder);
    for (const instruction of image.instructions) await carryOut(instruction, ground, signal);
    return await runContainer(ground, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns {Promise<{instructions: import("dockerfile-ast").Instruction[]}>} */
async function readImage() {
  const { DockerfileParser } = await import("dockerfile-ast");
  const file = DockerfileParser.parse(await readFile(inRoot("Dockerfile"), "utf8"));
  return { instructions: file.getInstructions() };
}

/** What a container would see as `/`, and what the lines so far have set. */
function createGround(folder) {
  const system = join(folder, "system");
  // An address of the image is one of ours below the folder.
  const place = (path) => join(system, path);
  return {
    folder,
    system,
    place,
    env: {},
    workdir: "/",
    user: "root",
    stages: new Map(),
    health: null,
    command: null,
  };
}

const STEPS = {
  /** An earlier stage is put aside under its name, so that the next one is made at the same place: a build remembers it. */
  async FROM(instruction, ground) {
    if (ground.stage !== undefined) {
      const aside = join(ground.folder, ground.stage);
      await rename(ground.system, aside);
      ground.stages.set(ground.stage, aside);
    }
    ground.stage = instruction.getBuildStage() ?? "last";
    ground.env = {};
    await mkdir(ground.system, { recursive: true });
  },
  async WORKDIR(instruction, ground) {
    ground.workdir = instruction.getArgumentsContent();
    await mkdir(ground.place(ground.workdir), { recursive: true });
  },
  async ENV(instruction, ground) {
    for (const property of instruction.getProperties()) {
      const value = property.getValue();
      ground.env[property.getName()] = value.startsWith("/") ? ground.place(value) : value;
    }
  },
  async COPY(instruction, ground) {
    const from = instruction.getFlags().find((flag) => flag.getName() === "from");
    const [source, target] = instruction.getArguments().map((argument) => argument.getValue());
    const to = target === "." ? ground.place(ground.workdir) : ground.place(target);
    if (from)
      return cp(join(ground.stages.get(from.getValue()), source), to, {
        recursive: true,
        verbatimSymlinks: true,
      });
    for (const path of await contextFiles(source)) {
      await mkdir(dirname(join(to, path)), { recursive: true });
      await cp(inRoot(path), join(to, path));
    }
  },
  async RUN(instruction, ground, signal) {
    // The image's paths and user are not there; ours stand for them.
    const command = instruction
      .getArgumentsContent()
      .replaceAll(/(?<=\s)\/(\w+)/g, (_path, name) => ground.place(name))
      .replaceAll(/--owner=\w+/g, `--owner=${process.getuid()}`);
    const { code, output } = await tryTool("sh", ["-c", command], options(ground, signal));
    if (code !== 0) throw new Error(`RUN ${command} ended with ${code}:\n${output}`);
  },
  async USER(instruction, ground) {
    ground.user = instruction.getArgumentsContent();
  },
  async HEALTHCHECK(instruction, ground) {
    const [, json] = /CMD (\[.*\])$/.exec(instruction.getArgumentsContent()) ?? [];
    ground.health = JSON.parse(json);
  },
  async CMD(instruction, ground) {
    ground.command = JSON.parse(instruction.getArgumentsContent());
  },
  async VOLUME() {},
  async EXPOSE() {},
};

async function carryOut(instruction, ground, signal) {
  const step = STEPS[instruction.getKeyword()];
  if (!step)
    throw new Error(`the Dockerfile has ${instruction.getKeyword()}, which nothing here carries out`);
  await step(instruction, ground, signal);
}

/** Files under version control, as a fresh clone has them, without those that .dockerignore names. */
async function contextFiles(source) {
  const { output } = await tryTool(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", source],
    { cwd: root },
  );
  const ignored = (await readFile(inRoot(".dockerignore"), "utf8"))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return output
    .split("\0")
    .filter((path) => path !== "" && !ignored.some((name) => path === name || path.startsWith(`${name}/`)));
}

/** A container has the image's environment, and no settings or helpers of ours. */
function options({ env, place, workdir }, signal) {
  const none = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) =>
        /^(npm_(?!config_)|RUNNINGHUB|DATABASE_URL|DATA_DIR|PORT$|HOST$|NODE_ENV|VITEST|HUBQUEUE)/.test(name),
      )
      .map((name) => [name, undefined]),
  );
  return { cwd: place(workdir), env: { ...none, ...env }, signal };
}

/** @returns {Promise<string>} what it printed */
async function runContainer(ground, signal) {
  if (ground.user === "root") throw new Error("the image would run as root");
  const home = join(ground.folder, "database");
  await mkdir(home);
  const account = databaseAccount(join(home, "cluster"));
  if (account.uid !== undefined) await openFor(account, [ground.folder, home]);
  const database = await startPostgres({ home, account, disposable: true });
  try {
    const port = await tryPort(0);
    const { cwd, env } = options(ground, signal);
    const given = {
      ...process.env,
      ...env,
      DATABASE_URL: database.url,
      HOST: "127.0.0.1",
      PORT: String(port),
    };
    const [program, ...args] = ground.command;
    const child = spawn(program, args, { cwd, env: given, stdio: ["ignore", "pipe", "pipe"], signal });
    let log = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (log += text));
    const ended = once(child, "exit").catch((error) => [error.message]);
    try {
      await untilHealthy(ground.health, { cwd, env: given, signal }, ended);
      child.kill("SIGTERM");
      const [code] = await Promise.race([ended, after(STOP_MS, ["no end within the grace of an engine"])]);
      if (code !== 0) throw new Error(`it did not end in order after SIGTERM: ${code}`);
      if (/installing with npm|building \(/.test(log))
        throw new Error("the image installs or builds when it starts");
      return log;
    } catch (error) {
      throw new Error(`${error.message}\n${log}`);
    } finally {
      child.kill("SIGKILL");
    }
  } finally {
    await database.stop();
  }
}

async function untilHealthy([program, ...args], { cwd, env, signal }, ended) {
  const until = Date.now() + READY_MS;
  for (;;) {
    const check = await tryTool(program, args, { cwd, env, signal });
    if (check.code === 0) return;
    if (Date.now() > until) throw new Error(`not healthy in ${READY_MS / 1000} s: ${check.output}`);
    const [code] = await Promise.race([ended, after(500, [null])]);
    if (code !== null) throw new Error(`it ended with ${code}`);
  }
}

const after = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

/** PostgreSQL runs as another user than root, and has to get to its home. */
async function openFor({ uid, gid }, [folder, home]) {
  await tryTool("chmod", ["711", folder]);
  await chown(home, uid, gid);
}
