import { inRoot, root } from "./paths.mjs";
import { digest, digestFiles, onceFor } from "./stamp.mjs";
import { runTool } from "./tool.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "server",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
  "prisma/schema.prisma",
];
const NOT_BUILT = [
  /\.test\.tsx?$/,
  /^server\/testing\b/,
  /^server\/persistence\/generated\b/,
  /^server\/runninghub\/simulator\b/,
];

/** Everything `next build` reads. The place counts too: a bundle remembers where it was made. */
export function sourceDigest() {
  const include = (path) => !NOT_BUILT.some((pattern) => pattern.test(path.replaceAll("\\", "/")));
  return digest(root, digestFiles(root, SOURCES, include));
}

/**
 * @param {AbortSignal} [signal]
 * @param {() => void} [onBegin] called when there is something to do
 * @returns {Promise<boolean>} whether it was out of date
 */
export function buildApp(signal, onBegin = () => {}) {
  return onceFor(inRoot(".next", "made-from"), sourceDigest(), async () => {
    onBegin();
    await runTool(process.execPath, [inRoot("node_modules", "next", "dist", "bin", "next"), "build"], {
      signal,
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
  });
}
