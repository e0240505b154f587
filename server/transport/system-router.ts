import manifest from "@/package.json";
import { procedure, router } from "./trpc";

export const systemRouter = router({
  info: procedure.query(({ ctx }) => ({
    simulator: ctx.services.config.simulator,
    version: manifest.version,
    baseUrl: ctx.services.config.baseUrl,
  })),
});
