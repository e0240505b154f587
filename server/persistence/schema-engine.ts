import { readFile } from "node:fs/promises";
import path from "node:path";

let loading: ReturnType<typeof instantiate> | undefined;

/**
 * Prisma's schema engine as WebAssembly: the bindings of `@prisma/schema-engine-wasm`, ready for use. Loaded once per
 * process, because the bindings hold one instance and replacing it under a living engine crashes.
 */
export function loadSchemaEngine() {
  loading ??= instantiate();
  return loading;
}

/** The package's own entry needs a bundler for its `import … from "*.wasm"`; this does the same by hand. */
async function instantiate() {
  // Where the bindings report a crash of the engine; without it the report itself throws outside any promise.
  Reflect.set(globalThis, "PRISMA_WASM_PANIC_REGISTRY", { set_message: () => {} });
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = path.join(
    process.cwd(),
    "node_modules",
    "@prisma",
    "schema-engine-wasm",
    "schema_engine_bg.wasm",
  );
  const imports = Object.entries(bindings).map(([name, value]) =>
    // The engine arms time limits and never clears them; they must not keep a finished process alive.
    name.startsWith("__wbg_setTimeout")
      ? [name, (run: () => void, ms: number) => setTimeout(run, ms >>> 0).unref()]
      : [name, value],
  );
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": Object.fromEntries(imports),
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return bindings;
}
