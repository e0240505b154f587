/** The one place that decides which results no rule of retention removes. */
import { Prisma } from "./prisma";

/** Of the row `o` of output. */
export const PROTECTED = Prisma.sql`EXISTS (
  SELECT 1 FROM gallery_item i WHERE i.output_id = o.id AND (i.favourite OR i.verdict = 'KEPT'))`;
