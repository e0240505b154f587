/** Settings people change while the product runs. */
import { z } from "zod";
import type { AuditRecord } from "@/lib/audit-schemas";
import { nameTemplateSchema } from "@/lib/download-name";
import { KEEP_ALL, type KeepingRules, keepingRulesSchema } from "@/lib/keeping-schemas";
import { type LineLimits, lineLimitsSchema, NO_LINE_LIMITS } from "@/lib/line-limits";
import {
  type ChangeQueueSettings,
  DEFAULT_QUEUE_SETTINGS,
  type QueueSettings,
  queueSettingsSchema,
} from "@/lib/queue-schemas";
import { type FileSum, NO_RETENTION, type RetentionRules, retentionRulesSchema } from "@/lib/storage-schemas";
import { keepRecord } from "./audit-log";
import { hint } from "./hint";
import { type Database, type Executor, Prisma } from "./prisma";
import { RESTORED_FROM, wake } from "./resting";

const PAUSED = "queue.paused";
const SETTINGS = "queue.settings";
const NAME_TEMPLATE = "results.nameTemplate";
const RETENTION = "results.retention";
const LIMITS = "queue.limits";
const KEEPING = "records.keeping";
/** Kept among the settings, as the time of the sweep is. */
const THUMBNAIL_SUM = "files.thumbnails";
const restoredFromSchema = z.iso.datetime();
const fileSumSchema = z.object({ files: z.number(), bytes: z.number() });

/** Nothing new is submitted on any account. */
export const QUEUE_PAUSED = Prisma.sql`EXISTS (SELECT 1 FROM setting WHERE name = ${PAUSED} AND value = 'true'::jsonb)`;
/** How many failures in a row hold a workflow; 0 = never. */
export const BREAKER_FAILURES = Prisma.sql`
  coalesce((SELECT (value->>'breakerFailures')::int FROM setting WHERE name = ${SETTINGS}), ${DEFAULT_QUEUE_SETTINGS.breakerFailures})`;
/** The queue counts as standing still when nothing has moved for so long. */
export const STANDSTILL_MINUTES = Prisma.sql`
  coalesce((SELECT (value->>'standstillMinutes')::int FROM setting WHERE name = ${SETTINGS}), ${DEFAULT_QUEUE_SETTINGS.standstillMinutes})`;
/** How many tasks may wait: lineLimitsSchema; null until somebody has said so. */
export const LINE_LIMITS = Prisma.sql`(SELECT value FROM setting WHERE name = ${LIMITS})`;

export class SettingRepository {
  constructor(private readonly db: Database) {}

  async isQueuePaused(): Promise<boolean> {
    return (await this.db.setting.findUnique({ where: { name: PAUSED } }))?.value === true;
  }

  /** A restored copy that rests is woken by being resumed. */
  async setQueuePaused(paused: boolean, record?: AuditRecord): Promise<void> {
    await this.write(PAUSED, paused, record, paused ? undefined : wake);
  }

  /** When the backup was made that this is a resting copy of (ISO 8601); null unless it rests. */
  async restoredFrom(): Promise<string | null> {
    const stored = await this.db.setting.findUnique({ where: { name: RESTORED_FROM } });
    return restoredFromSchema.safeParse(stored?.value).data ?? null;
  }

  async queueSettings(): Promise<QueueSettings> {
    const stored = queueSettingsSchema
      .partial()
      .safeParse((await this.db.setting.findUnique({ where: { name: SETTINGS } }))?.value);
    return { ...DEFAULT_QUEUE_SETTINGS, ...stored.data };
  }

  /** What is left out stays. */
  async changeQueueSettings(changes: ChangeQueueSettings, record?: AuditRecord): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO setting (name, value) VALUES (${SETTINGS}, ${JSON.stringify(changes)}::jsonb)
        ON CONFLICT (name) DO UPDATE SET value = setting.value || excluded.value, updated_at = clock_timestamp()`;
      await keepRecord(tx, record);
      await hint(tx);
    });
  }

  /** None until somebody has set one. */
  async lineLimits(): Promise<LineLimits> {
    const stored = await this.db.setting.findUnique({ where: { name: LIMITS } });
    return lineLimitsSchema.safeParse(stored?.value).data ?? NO_LINE_LIMITS;
  }

  async setLineLimits(limits: LineLimits, record?: AuditRecord): Promise<void> {
    await this.write(LIMITS, limits, record);
  }

  /** How results are named when they are saved; null until somebody has said so. */
  async nameTemplate(): Promise<string | null> {
    const stored = await this.db.setting.findUnique({ where: { name: NAME_TEMPLATE } });
    return nameTemplateSchema.safeParse(stored?.value).data ?? null;
  }

  async setNameTemplate(template: string, record?: AuditRecord): Promise<void> {
    await this.write(NAME_TEMPLATE, template, record);
  }

  /** How long results stay; for good until somebody has said so. */
  async retentionRules(): Promise<RetentionRules> {
    const stored = await this.db.setting.findUnique({ where: { name: RETENTION } });
    return retentionRulesSchema.safeParse(stored?.value).data ?? NO_RETENTION;
  }

  async setRetentionRules(rules: RetentionRules, record?: AuditRecord): Promise<void> {
    await this.write(RETENTION, rules, record);
  }

  /** For ever until somebody has said otherwise. */
  async keepingRules(): Promise<KeepingRules> {
    const stored = await this.db.setting.findUnique({ where: { name: KEEPING } });
    return keepingRulesSchema.safeParse(stored?.value).data ?? KEEP_ALL;
  }

  async setKeepingRules(rules: KeepingRules, record?: AuditRecord): Promise<void> {
    await this.write(KEEPING, rules, record);
  }

  /** What the small pictures take, as the last sweep has found; null before the first. */
  async thumbnailSum(): Promise<FileSum | null> {
    const stored = await this.db.setting.findUnique({ where: { name: THUMBNAIL_SUM } });
    return fileSumSchema.safeParse(stored?.value).data ?? null;
  }

  async setThumbnailSum(sum: FileSum): Promise<void> {
    await this.write(THUMBNAIL_SUM, sum);
  }

  private async write(
    name: string,
    value: unknown,
    record?: AuditRecord,
    also?: (tx: Executor) => Promise<void>,
  ): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO setting (name, value) VALUES (${name}, ${JSON.stringify(value)}::jsonb)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = clock_timestamp()`;
      await also?.(tx);
      await keepRecord(tx, record);
      await hint(tx);
    });
  }
}
