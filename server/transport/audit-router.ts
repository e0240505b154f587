import { z } from "zod";
import { listAuditSchema } from "@/lib/audit-schemas";
import { procedure, router } from "./trpc";

/** What tRPC's client adds when it reads page after page; there is one direction only. */
const pageAfterPage = listAuditSchema.extend({ direction: z.enum(["forward", "backward"]).optional() });

export const auditRouter = router({
  page: procedure
    .input(pageAfterPage)
    .query(({ ctx, input: { direction: _onlyForward, ...asked } }) =>
      ctx.services.audit.page(ctx.actor, asked),
    ),
});
