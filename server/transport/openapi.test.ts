import { describe, expect, it } from "vitest";
import { z } from "zod";
import { routeModule, routePaths } from "../testing/routes";
import { describeApi } from "./openapi";
import { operations } from "./operations/all";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const documentSchema = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
});
const { paths } = documentSchema.parse(describeApi(operations));

async function methodsOf(path: string): Promise<string[]> {
  const { OPTIONS } = await routeModule(path);
  const response = await OPTIONS?.(new Request(`http://127.0.0.1${path}`), { params: Promise.resolve({}) });
  const allow = response?.headers.get("allow")?.split(", ") ?? [];
  return allow.filter((method) => method !== "HEAD" && method !== "OPTIONS").sort();
}

describe("the API's description", () => {
  it("names every route file and nothing else", () => {
    expect(Object.keys(paths).sort()).toEqual(routePaths().sort());
  });

  it.each(routePaths())("has the methods that %s answers", async (path) => {
    const described = Object.keys(paths[path] ?? {}).map((method) => method.toUpperCase());
    expect(described.sort()).toEqual(await methodsOf(path));
  });

  it.each(routePaths())("%s answers every method in some way", async (path) => {
    const route = await routeModule(path);
    expect(Object.keys(route).sort()).toEqual([...METHODS].sort());
  });

  it("gives every call a name of its own", () => {
    const names = Object.values(paths).flatMap((calls) =>
      Object.values(calls).map((call) => call.operationId),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(operations.length);
  });
});
