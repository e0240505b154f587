/** Readers on a test's database, put together as the container does. */
import { AccountRepository } from "../persistence/account-repository";
import { LaneReader } from "../persistence/lane-reader";
import type { Database } from "../persistence/prisma";
import { SettingRepository } from "../persistence/setting-repository";
import { TaskReader } from "../persistence/task-reader";

export function taskReader(db: Database): TaskReader {
  return new TaskReader(db, new LaneReader(db, new AccountRepository(db), new SettingRepository(db), false));
}
