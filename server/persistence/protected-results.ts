/** The one place that decides which results no rule of retention removes. */
import { Prisma } from "./prisma";

/** Of the row `o` of output. */
export const PROTECTED = Prisma.sql`false`;
