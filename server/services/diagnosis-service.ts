/** Is all well? The same checks for the page of administrators and for `npm run doctor`, and the state of this process. */
import type { Actor } from "@/lib/actor";
import { type CheckName, type Finding, found, type ProcessState } from "@/lib/diagnosis";
import type { Lane, WebhookState } from "@/lib/queue-schemas";
import type { DiagnosisReader } from "../persistence/diagnosis-reader";
import { askDatabase, checkClock, checkMigrations } from "./diagnosis-database";
import { checkDataDir, checkDisk, checkFiles, checkNode, type Machine } from "./diagnosis-machine";
import { checkQueue, checkSlots, checkUnclear, type Queue } from "./diagnosis-queue";
import {
  accountsInUse,
  checkAccounts,
  checkPublicUrl,
  checkRemoteClocks,
  type RunningHub,
} from "./diagnosis-runninghub";
import { reasonOf } from "./reason-of";
import { authorize } from "./rights";

interface Ports {
  readonly version: string;
  readonly machine: Machine;
  readonly reader: DiagnosisReader;
  readonly queue: Omit<Queue, "reader">;
  readonly runningHub: RunningHub;
  readonly webhooks: () => Promise<WebhookState>;
  /** Whether an IP address is one of this machine's own network. */
  readonly isInside: (address: string) => boolean;
  readonly lane: () => Promise<Lane>;
  readonly process: () => { readonly uptimeSeconds: number; readonly memoryBytes: number };
  readonly liveClients: () => number;
  readonly eventLagSeconds: () => number | null;
  readonly connections: () => ProcessState["connections"];
}

export class DiagnosisService {
  constructor(private readonly ports: Ports) {}

  /**
   * Looks at everything, and asks RunningHub about each account. Nothing is paid, and nothing stays changed: the store is
   * tried with a small file that is taken away again. What stands on something that is missing is not looked at.
   * @throws AppError FORBIDDEN
   */
  async examine(actor: Actor): Promise<Finding[]> {
    authorize(actor, "readDiagnostics");
    const all = await Promise.all([this.onMachine(), this.inDatabase()]);
    return all.flat();
  }

  /** @throws AppError FORBIDDEN */
  async state(actor: Actor): Promise<ProcessState> {
    authorize(actor, "readDiagnostics");
    const { version, machine, reader, queue, lane, process, liveClients, eventLagSeconds, connections } =
      this.ports;
    const [{ accounts, waiting }, processes, lease] = await Promise.all([
      lane(),
      reader.processes(),
      reader.lease(),
    ]);
    const slots = { free: 0, submitting: 0, running: 0, releasing: 0, unknown: 0 };
    for (const { state } of accounts.flatMap((account) => account.slots)) slots[state] += 1;
    return {
      version,
      node: machine.nodeVersion,
      ...process(),
      processes,
      leader: queue.isLeader() ? "this" : lease.isHeld ? "another" : "none",
      passAgeSeconds: queue.isLeader() ? queue.passAgeSeconds() : null,
      waiting,
      slots,
      liveClients: liveClients(),
      eventLagSeconds: eventLagSeconds(),
      connections: connections(),
    };
  }

  private async onMachine(): Promise<Finding[]> {
    const { machine } = this.ports;
    const ground = [
      ...(await checked("node", async () => checkNode(machine))),
      ...(await checked("dataDir", () => checkDataDir(machine))),
    ];
    // Nothing is made by looking.
    if (ground.some(({ outcome }) => outcome === "missing")) return ground;
    const disk = await checked("disk", () => checkDisk(machine));
    return [...ground, ...disk, ...(await checked("files", () => checkFiles(machine)))];
  }

  private async inDatabase(): Promise<Finding[]> {
    const { reader } = this.ports;
    const { server, finding } = await askDatabase(reader);
    if (server === null) return [finding];
    const migrations = await checked("migrations", () => checkMigrations(reader));
    const ground = [finding, ...migrations, checkClock(server)];
    // Its tables are another version's, or not there at all.
    const isOther = migrations.some(({ outcome }) => outcome !== "ok" && outcome !== "newer");
    return isOther ? ground : [...ground, ...(await this.aboveDatabase())];
  }

  private async aboveDatabase(): Promise<Finding[]> {
    const { reader, runningHub, webhooks, isInside } = this.ports;
    const queue: Queue = { ...this.ports.queue, reader };
    const accounts = accountsInUse(runningHub);
    const all = await Promise.all([
      checked("queue", () => checkQueue(queue)),
      checked("slots", () => checkSlots(queue)),
      checked("unclear", () => checkUnclear(queue)),
      checked("account", async () => checkAccounts(runningHub, await accounts)),
      checked("remoteClock", async () => checkRemoteClocks(runningHub, await accounts)),
      checked("publicUrl", async () => checkPublicUrl(await webhooks(), isInside)),
    ]);
    return all.flat();
  }
}

/** A check that breaks down is a finding itself, and keeps no other from being made. */
async function checked(check: CheckName, look: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [found(check, "unchecked", { reason: reasonOf(error) })];
  }
}
