import { defineConfig } from "prisma/config";

// Only `npx prisma …` by hand reads the URL here; the app hands its own to the driver adapter.
const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(url && { datasource: { url } }),
});
