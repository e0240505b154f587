// Generates the typed database client from prisma/schema.prisma, offline. Also `npm run generate`.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { inRoot } from "./start/paths.mjs";
import { digest, onceFor } from "./start/stamp.mjs";
import { runTool } from "./start/tool.mjs";

const OUTPUT = inRoot("server", "persistence", "generated");

/** @param {AbortSignal} [signal] @returns {Promise<boolean>} whether it was out of date */
export async function generateClient(signal) {
  const schema = await readFile(inRoot("prisma", "schema.prisma"), "utf8");
  const { version } = JSON.parse(await readFile(inRoot("node_modules", "prisma", "package.json"), "utf8"));
  return onceFor(`${OUTPUT}/.made-from`, digest(schema, version), async () => {
    await runTool(process.execPath, [inRoot("node_modules", "prisma", "build", "index.js"), "generate"], {
      signal,
      env: {
        // Generating needs no schema engine, but Prisma downloads one unless it is pointed at some file.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: "1",
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
      },
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await generateClient()) ? `Generated ${OUTPUT}` : "The database client is up to date.");
}
