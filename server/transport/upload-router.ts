import { z } from "zod";
import { FILE_KINDS } from "@/lib/fitting-field";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

export const uploadRouter = router({
  get: procedure
    .input(byId)
    .query(async ({ ctx, input }) => (await ctx.services.uploads.open(input.id)).view),
  /** Workflows of the library with a field for files of that kind. */
  takers: procedure
    .input(z.object({ kind: z.enum(FILE_KINDS) }).strict())
    .query(({ ctx, input }) => ctx.services.fileTakers.of(input.kind)),
  /** A kept result as an upload, for the inputs of other tasks. */
  fromOutput: procedure
    .input(z.object({ outputId: z.string() }).strict())
    .mutation(({ ctx, input }) => ctx.services.outputReuse.use(ctx.actor, input.outputId)),
});
