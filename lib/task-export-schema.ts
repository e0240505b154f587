import { z } from "zod";
import { EXPORT_FORMATS } from "./task-export";
import { listTasksSchema } from "./task-schemas";

/** The list as a file: its filter and sort, without paging. */
export const exportTasksSchema = listTasksSchema
  .omit({ limit: true, cursor: true })
  .extend({ format: z.enum(EXPORT_FORMATS).default("json") })
  .strict();
