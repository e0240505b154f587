/** The product as a process has it, with short limits, and with gates where answers arrive. */
import { pino } from "pino";
import { readConfig } from "../../config";
import { type Container, createContainer } from "../../container";
import { connect } from "../../persistence/prisma";
import { createRunningHubClient } from "../../runninghub/client";
import { openResult } from "../../runninghub/open-result";
import { SIMULATOR_DEFAULT_KEY } from "../../runninghub/simulator/accounts";
import { createTransport, type HttpCall, type Transport } from "../../runninghub/transport";
import type { Gate } from "./gate";

interface Parts {
  readonly databaseUrl: string;
  readonly runningHubUrl: string;
  readonly dataDir: string;
  readonly gate: Gate;
  /** Where a result is asked for in place of its own address. */
  readonly fileAddress: (url: string) => string;
  readonly logged: (line: string) => void;
}

/** How long RunningHub and a file's host are waited for. */
export const PATIENCE_MS = 1_500;
/** A busy machine takes its time to connect. */
const DATABASE_PATIENCE_MS = 3_000;

export function socketProduct(parts: Parts): Container {
  const { databaseUrl, gate } = parts;
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    DATA_DIR: parts.dataDir,
    RUNNINGHUB_BASE_URL: parts.runningHubUrl,
    RUNNINGHUB_API_KEY: SIMULATOR_DEFAULT_KEY,
    STATUS_CHECK_INTERVAL: "0.3",
    SUBMIT_UNKNOWN_GRACE_SECONDS: "1",
  });
  const log = pino({ level: "debug", base: null, timestamp: false }, { write: parts.logged });
  const timeouts = {
    createMs: PATIENCE_MS,
    queryMs: PATIENCE_MS,
    cancelMs: PATIENCE_MS,
    catalogMs: PATIENCE_MS,
  };
  const runningHub = createRunningHubClient({
    transport: gated(createTransport({ connectTimeoutMs: PATIENCE_MS }), gate),
    timeouts,
    pace: { minDelayMs: 5, maxDelayMs: 20 },
    log,
  });
  return createContainer({ ...config, appSecret: "a secret for tests only" }, log, {
    db: connect({ databaseUrl, poolSize: 4, answerMs: DATABASE_PATIENCE_MS }),
    runningHub,
    openResult: async (url, { signal, ...options } = {}) => {
      const impatient = AbortSignal.timeout(PATIENCE_MS);
      const both = signal ? AbortSignal.any([signal, impatient]) : impatient;
      const opened = await openResult(parts.fileAddress(url), { ...options, signal: both });
      await gate.pass("file");
      return opened;
    },
  });
}

function gated(transport: Transport, gate: Gate): Transport {
  const after =
    (send: Transport["send"]): Transport["send"] =>
    async (call: HttpCall) => {
      const reply = await send(call);
      await gate.pass(call.url.pathname.split("/").at(-1) ?? "");
      return reply;
    };
  return { send: after(transport.send), sendOnce: after(transport.sendOnce), close: transport.close };
}
