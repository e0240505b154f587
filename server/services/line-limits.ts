/** How many tasks may wait, in all and of one person. Whether more fit is decided where they are written (line-room). */
import { type Actor, askerOf } from "@/lib/actor";
import type { LineLimits, LineRoom } from "@/lib/line-limits";
import type { SettingRepository } from "../persistence/setting-repository";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";

interface Ports {
  readonly settings: Pick<SettingRepository, "lineLimits" | "setLineLimits">;
  readonly room: (quotaOf: string | null) => Promise<LineRoom | null>;
}

export class LineLimitsService {
  constructor(private readonly ports: Ports) {}

  get(): Promise<LineLimits> {
    return this.ports.settings.lineLimits();
  }

  /** Hold for whatever is put in line from now on; what waits stays. @throws AppError FORBIDDEN */
  async set(actor: Actor, limits: LineLimits): Promise<LineLimits> {
    authorize(actor, "manageLimits");
    await this.ports.settings.setLineLimits(
      limits,
      recordOf(actor, "queue.limitsChanged", undefined, limits),
    );
    return limits;
  }

  /** How many more tasks of this asker may wait now; null: there is no limit. */
  async room(actor: Actor): Promise<LineRoom | null> {
    const room = await this.ports.room(askerOf(actor).quotaOf);
    return room && { ...room, free: Math.max(0, room.free) };
  }
}
