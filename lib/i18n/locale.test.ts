import { describe, expect, it } from "vitest";
import { pickLocale, pickTimeZone } from "./locale";

describe("pickLocale", () => {
  it("keeps the language a person chose, whatever the browser asks for", () => {
    expect(pickLocale("zh", "en-US,en;q=0.9")).toBe("zh");
  });

  it("follows the browser's best wish that we speak", () => {
    expect(pickLocale(undefined, "fr-FR,fr;q=0.9,zh-CN;q=0.8,en;q=0.7")).toBe("zh");
    expect(pickLocale(undefined, "en;q=0.2,zh-TW;q=0.9")).toBe("zh");
  });

  it("falls back to English for unknown wishes and damaged cookies", () => {
    expect(pickLocale("klingon", "tlh")).toBe("en");
    expect(pickLocale(undefined, null)).toBe("en");
  });
});

describe("pickTimeZone", () => {
  it("accepts real zones and turns anything else into UTC", () => {
    expect(pickTimeZone("Asia/Shanghai")).toBe("Asia/Shanghai");
    expect(pickTimeZone("Nowhere/Land")).toBe("UTC");
    expect(pickTimeZone(undefined)).toBe("UTC");
  });
});
