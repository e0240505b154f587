import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { LOCALES } from "./locale";
import { NAMESPACES } from "./namespaces";

const FOLDER = new URL("../messages/", import.meta.url);

function keysOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === "" ? key : `${path}.${key}`));
}

function read(locale: string, name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${locale}/${name}.json`, FOLDER), "utf8"));
}

describe("messages", () => {
  it.each(LOCALES)("%s has one file for every namespace and no others", (locale) => {
    const files = readdirSync(new URL(`${locale}/`, FOLDER)).map((file) => file.replace(/\.json$/, ""));
    expect(files.sort()).toEqual([...NAMESPACES].sort());
  });

  it.each(NAMESPACES)("%s says the same things in both languages", (name) => {
    expect(keysOf(read("zh", name)).sort()).toEqual(keysOf(read("en", name)).sort());
  });

  it.each(NAMESPACES)("every sentence of %s is well-formed in both languages", (name) => {
    for (const locale of LOCALES) {
      const messages = read(locale, name);
      const broken: string[] = [];
      const t = createTranslator({
        locale,
        messages,
        onError: (error) => {
          if (error.code === "INVALID_MESSAGE") broken.push(error.message);
        },
      });
      // Keys read from a file have no type of their own.
      for (const key of keysOf(messages)) t(key as Parameters<typeof t>[0]);
      expect(broken).toEqual([]);
    }
  });
});
