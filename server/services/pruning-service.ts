/** Finished tasks and old entries of the audit log go, where administrators have set that; what nobody can use goes anyway. */
import { setTimeout } from "node:timers/promises";
import type { Actor } from "@/lib/actor";
import type { AuditRecord } from "@/lib/audit-schemas";
import type { KeepingRules } from "@/lib/keeping-schemas";
import { FINALIZED_STATUSES, type TaskStatus } from "@/lib/task-status";
import type { Logger } from "../log";
import type { Place, PruneCounts, PruningRepository } from "../persistence/pruning-repository";
import type { SettingRepository } from "../persistence/setting-repository";
import { recordOf } from "./audit-record";
import type { InFlight } from "./in-flight";
import { authorize } from "./rights";
import type { SweepService } from "./sweep-service";

interface Ports {
  readonly rows: Pick<PruningRepository, "tasks" | "auditEntries" | "leftovers" | "tellDays">;
  readonly settings: Pick<SettingRepository, "keepingRules" | "setKeepingRules">;
  readonly sweep: Pick<SweepService, "forget">;
  readonly inFlight: InFlight;
  readonly log: Pick<Logger, "info">;
}

/** In one transaction: some milliseconds, in which nobody else waits for its locks long. */
const ROWS_AT_ONCE = 500;
/** Between two of them, for everybody else. */
const PAUSE_MS = 100;

export class PruningService {
  private isStopping = false;

  constructor(private readonly ports: Ports) {}

  rules(): Promise<KeepingRules> {
    return this.ports.settings.keepingRules();
  }

  /** Hold from the next pass of the duty on. @throws AppError FORBIDDEN */
  async setRules(actor: Actor, rules: KeepingRules): Promise<KeepingRules> {
    authorize(actor, "manageLimits");
    await this.ports.settings.setKeepingRules(
      rules,
      recordOf(actor, "records.keepingChanged", undefined, rules),
    );
    return rules;
  }

  /** Beside everything else. */
  runDue(): void {
    this.ports.inFlight.begin("pruning", () => this.run());
  }

  /** Removes what the rules say, in small steps. A row that somebody uses, or that is not to go yet, is looked at again next time. */
  async run(): Promise<void> {
    const { rows, log } = this.ports;
    await rows.tellDays(dayRecord);
    const tasks = await this.tasks();
    const entries = await this.entries();
    const left = await this.untilDone(() => rows.leftovers(ROWS_AT_ONCE));
    if (tasks + entries + left > 0) log.info({ tasks, entries, left }, "old records were removed");
  }

  /** What is under way ends after its step. */
  stop(): void {
    this.isStopping = true;
  }

  private async tasks(): Promise<number> {
    let removed = 0;
    for (const status of FINALIZED_STATUSES) removed += await this.tasksIn(status);
    return removed;
  }

  private async tasksIn(status: TaskStatus): Promise<number> {
    let removed = 0;
    let place: Place | null = null;
    while (!this.isStopping) {
      const { taskDays } = await this.rules(); // people may take them back meanwhile
      if (taskDays === null) break;
      const step: Awaited<ReturnType<PruningRepository["tasks"]>> = await this.ports.rows.tasks(
        taskDays,
        status,
        place,
        ROWS_AT_ONCE,
      );
      if (step === null) break;
      if (step.gone.length > 0) await this.ports.sweep.forget(step.gone);
      removed += step.gone.length;
      place = step.last;
      if (place === null) break;
      await setTimeout(PAUSE_MS);
    }
    return removed;
  }

  private async entries(): Promise<number> {
    return this.untilDone(async () => {
      const { auditDays } = await this.rules();
      return auditDays === null ? 0 : this.ports.rows.auditEntries(auditDays, ROWS_AT_ONCE);
    });
  }

  /** @param step how many rows it removed; null when another process is at it */
  private async untilDone(step: () => Promise<number | null>): Promise<number> {
    let removed = 0;
    while (!this.isStopping) {
      const more = (await step()) ?? 0;
      if (more === 0) break;
      removed += more;
      await setTimeout(PAUSE_MS);
    }
    return removed;
  }
}

function dayRecord(day: string, counts: PruneCounts): AuditRecord {
  const actor = { kind: "system", id: null, name: "HubQueue" } as const;
  return { action: "records.pruned", actor, changed: { day, ...counts } };
}
