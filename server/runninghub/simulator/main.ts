import { parseArgs } from "node:util";
import { SIMULATOR_DEFAULT_KEY } from "./accounts";
import { startSimulator } from "./server";

const string = { type: "string" } as const;
const { values: flags } = parseArgs({
  options: { port: string, host: string, "state-dir": string, speed: string, limit: string },
});

/** A flag such as --state-dir, else the variable SIMULATOR_STATE_DIR. */
function setting(name: keyof typeof flags): string | undefined {
  return flags[name] || process.env[`SIMULATOR_${name.toUpperCase().replace("-", "_")}`] || undefined;
}

function numberSetting(name: keyof typeof flags, fallback: number): number {
  const text = setting(name);
  const value = text === undefined ? fallback : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  console.error(`${name} must be a number that is not negative, not "${text}"`);
  process.exit(1);
}

const simulator = await startSimulator({
  port: numberSetting("port", 3900),
  host: setting("host"),
  stateDir: setting("state-dir"),
  speed: numberSetting("speed", 1) || 1,
  limit: numberSetting("limit", 1),
}).catch((error: unknown) => {
  console.error(`The simulator could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await simulator.close();
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
// A forked simulator never outlives its parent.
process.on("disconnect", () => void stop());
process.send?.({ type: "ready", url: simulator.url, port: simulator.port });
console.log(`RunningHub simulator: ${simulator.url} (key ${SIMULATOR_DEFAULT_KEY})`);
