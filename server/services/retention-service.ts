/** Results go by age and by total size, where people have set that. Their rows stay and say so; small pictures stay too. */
import type { Actor } from "@/lib/actor";
import type { RetentionPreview, RetentionRules } from "@/lib/storage-schemas";
import type { Logger } from "../log";
import type { DoomedFile, RetentionRepository } from "../persistence/retention-repository";
import type { SettingRepository } from "../persistence/setting-repository";
import { recordOf } from "./audit-record";
import type { InFlight } from "./in-flight";
import { typeOf } from "./result-source";
import { authorize } from "./rights";
import type { StorageReport } from "./storage-report";
import type { SweepService } from "./sweep-service";
import type { ThumbnailService } from "./thumbnail-service";

interface Ports {
  readonly files: Pick<RetentionRepository, "preview" | "next" | "release">;
  readonly settings: Pick<SettingRepository, "retentionRules" | "setRetentionRules">;
  readonly sweep: Pick<SweepService, "removeUnreferenced">;
  readonly thumbnails: Pick<ThumbnailService, "makeBefore">;
  readonly report: Pick<StorageReport, "forget">;
  readonly inFlight: InFlight;
  readonly log: Logger;
}

/** With a limit of the size, each question for more adds up what all results take. */
const FILES_AT_ONCE = 500;
/** In one transaction. */
const BATCH_FILES = 25;

const isPicture = ({ fileType }: DoomedFile) => typeOf(fileType).startsWith("image/");

export class RetentionService {
  private isStopping = false;

  constructor(private readonly ports: Ports) {}

  rules(): Promise<RetentionRules> {
    return this.ports.settings.retentionRules();
  }

  /** Hold from the next pass of the duty on. @throws AppError FORBIDDEN */
  async setRules(actor: Actor, rules: RetentionRules): Promise<RetentionRules> {
    authorize(actor, "manageFiles");
    await this.ports.settings.setRetentionRules(
      rules,
      recordOf(actor, "files.retentionChanged", undefined, rules),
    );
    this.ports.log.info({ actor: actor.name, ...rules }, "the rules of retention were set");
    return rules;
  }

  /** What the given rules would remove now: reads every result, so it is for those who can set them. @throws AppError FORBIDDEN */
  async preview(actor: Actor, rules: RetentionRules): Promise<RetentionPreview> {
    authorize(actor, "manageFiles");
    return this.ports.files.preview(rules);
  }

  /** Beside everything else. */
  runDue(): void {
    this.ports.inFlight.begin("retention", () => this.run());
  }

  /** Removes what the rules say, in small steps. */
  async run(): Promise<void> {
    const { files, log } = this.ports;
    let removed = 0;
    while (!this.isStopping) {
      const rules = await this.rules(); // people may take them back meanwhile
      if (rules.maxAgeDays === null && rules.maxTotalGigabytes === null) break;
      const doomed = await files.next(rules, FILES_AT_ONCE);
      let released = 0;
      for (let from = 0; from < doomed.length && !this.isStopping; from += BATCH_FILES) {
        const batch = doomed.slice(from, from + BATCH_FILES);
        await this.ports.thumbnails.makeBefore(batch.filter(isPicture).map(({ key }) => key));
        const keys = await files.release(batch);
        await this.ports.sweep.removeUnreferenced(keys);
        this.ports.report.forget();
        released += keys.length;
      }
      removed += released;
      if (released === 0) break;
    }
    if (removed > 0) log.info({ removed }, "results were removed by the rules of retention");
  }

  /** What is under way ends after its step. */
  stop(): void {
    this.isStopping = true;
  }
}
