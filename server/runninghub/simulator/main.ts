import { SIMULATOR_DEFAULT_KEY } from "./accounts";
import { startSimulator } from "./server";

function numberFrom(name: string, fallback: number): number {
  const text = process.env[name];
  const value = text === undefined || text === "" ? fallback : Number(text);
  if (!Number.isFinite(value) || value < 0) {
    console.error(`${name} must be a number that is not negative, not "${text}"`);
    process.exit(1);
  }
  return value;
}

const simulator = await startSimulator({
  port: numberFrom("SIMULATOR_PORT", 3900),
  host: process.env.SIMULATOR_HOST || "127.0.0.1",
  stateDir: process.env.SIMULATOR_STATE_DIR || undefined,
  speed: numberFrom("SIMULATOR_SPEED", 1) || 1,
  limit: numberFrom("SIMULATOR_LIMIT", 1),
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
