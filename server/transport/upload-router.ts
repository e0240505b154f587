import { z } from "zod";
import { MEDIA_KINDS } from "@/lib/fitting-field";
import { findUploadSchema } from "@/lib/task-schemas";
import { procedure, router } from "./trpc";

const byId = z.object({ id: z.string() }).strict();

/** Files themselves come through POST /api/uploads, as a stream. */
export const uploadRouter = router({
  get: procedure.input(byId).query(({ ctx, input }) => ctx.services.uploads.view(input.id)),
  /** The upload of a content that is here already, or null: then the file has to be sent. */
  find: procedure
    .input(findUploadSchema)
    .mutation(({ ctx, input }) => ctx.services.uploads.find(ctx.actor, input)),
  /** Workflows of the library with a field for files of that kind. */
  takers: procedure
    .input(z.object({ kind: z.enum(MEDIA_KINDS) }).strict())
    .query(({ ctx, input }) => ctx.services.fileTakers.of(input.kind)),
  /** A kept result as an upload, for the inputs of other tasks. */
  fromOutput: procedure
    .input(z.object({ outputId: z.string() }).strict())
    .mutation(({ ctx, input }) => ctx.services.outputReuse.use(ctx.actor, input.outputId)),
});
