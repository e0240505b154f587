/** RunningHub as the replicas see it: the simulator in a process of its own, behind a proxy, with a ledger that judges. */
import path from "node:path";
import type { z } from "zod";
import type { faultRuleSchema } from "../../runninghub/simulator/faults";
import type { LedgerEntry } from "../../runninghub/simulator/ledger";
import type { Settings } from "../../runninghub/simulator/settings";
import { startChild } from "./child";
import { HalfOpenProxy } from "./half-open-proxy";

export type FaultRule = z.input<typeof faultRuleSchema>;

/** What the ledger says, as far as the judge asks. */
export interface LedgerReport {
  readonly creates: readonly LedgerEntry[];
  readonly accounts: readonly { readonly key: string; readonly maxConcurrency: number }[];
  /** How often each path was called. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface RemoteRun {
  readonly taskId: string;
  readonly state: string;
}

interface UpstreamOptions {
  readonly folder: string;
  /** Times of runs, in milliseconds. */
  readonly settings: Partial<Settings>;
}

/** More slots than the product is told of, so that one too many would show in the ledger instead of being refused. */
const ROOMY = "20";

export class Upstream {
  private constructor(
    private readonly controlUrl: string,
    /** Between all replicas and RunningHub. */
    readonly network: HalfOpenProxy,
    readonly close: () => Promise<void>,
  ) {}

  static async start({ folder, settings }: UpstreamOptions): Promise<Upstream> {
    const child = await startChild({
      file: "server/runninghub/simulator/main.ts",
      logFile: path.join(folder, "simulator.log"),
      env: { SIMULATOR_PORT: "0", SIMULATOR_LIMIT: ROOMY },
    });
    const { url, port } = await child.message("ready");
    const network = await HalfOpenProxy.start(Number(port));
    const upstream = new Upstream(String(url), network, async () => {
      await network.close();
      child.signal("SIGKILL");
      await child.exited;
    });
    await upstream.control("settings", settings);
    return upstream;
  }

  /** The address for replicas. */
  get url(): string {
    return `http://127.0.0.1:${this.network.port}`;
  }

  /** @throws Error when the simulator refuses. */
  async control(where: string, body: unknown): Promise<void> {
    await this.call(where, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  fault(rule: FaultRule): Promise<void> {
    return this.control("faults", rule);
  }

  async clearFaults(): Promise<void> {
    await this.call("faults", { method: "DELETE" });
  }

  /** Every create call it ever received, and the most runs at once. */
  async ledger(): Promise<LedgerReport> {
    return (await this.call("ledger")) as LedgerReport; // our own simulator's shape
  }

  async runs(): Promise<readonly RemoteRun[]> {
    return (await this.call("tasks")) as readonly RemoteRun[]; // our own simulator's shape
  }

  private async call(where: string, request: RequestInit = {}): Promise<unknown> {
    const answer = await fetch(`${this.controlUrl}/__control/${where}`, request);
    if (!answer.ok) throw new Error(`control ${where}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
