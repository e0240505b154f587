import { insightQuerySchema } from "@/lib/insight-schemas";
import { procedure, router } from "./trpc";

export const insightRouter = router({
  read: procedure.input(insightQuerySchema).query(({ ctx, input }) => ctx.services.insight.read(input)),
});
