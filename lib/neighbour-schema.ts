/** The tasks before and after one, in the order of a list. */
import { z } from "zod";
import { TASK_SORTS } from "./task-limits";
import { taskFilterSchema } from "./task-schemas";

export const findNeighboursSchema = z
  .object({ id: z.string().max(64), filter: taskFilterSchema, sort: z.enum(TASK_SORTS) })
  .strict();
export type FindNeighbours = z.output<typeof findNeighboursSchema>;

/** Ids; null at the ends of the list. */
export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}
