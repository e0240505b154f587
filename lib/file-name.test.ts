import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanFileName, endingOf } from "./file-name";

describe("cleanFileName", () => {
  it.each([
    ["../../evil.png", "evil.png"],
    ["..\\..\\evil.png", "evil.png"],
    ["C:\\photos\\fox.jpg", "fox.jpg"],
    ["/etc/passwd", "passwd"],
    ["a\u0000b\r\n.png", "ab.png"],
    ["cute\u202egnp.exe", "cutegnp.exe"],
    ["zero\u200bwidth.png", "zerowidth.png"],
    ["con.png", "_con.png"],
    ["LPT1", "_LPT1"],
    ["console.png", "console.png"],
    ["name.png. . ", "name.png"],
    ["..", "file"],
    ["", "file"],
    ["/", "file"],
    ["红狐 🦊.png", "红狐 🦊.png"],
  ])("makes %j into %j", (given, cleaned) => expect(cleanFileName(given)).toBe(cleaned));

  it("shortens a very long name and keeps its ending, without breaking a character", () => {
    const cleaned = cleanFileName(`${"🦊".repeat(500)}.png`);
    expect([...cleaned]).toHaveLength(200);
    expect(cleaned.endsWith("🦊.png")).toBe(true);
  });

  it("is a name, and the same when cleaned again, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
        const cleaned = cleanFileName(given);
        expect(cleaned).not.toBe("");
        expect(cleaned).not.toMatch(/[\\/\p{Cc}]/u);
        expect(cleanFileName(cleaned)).toBe(cleaned);
      }),
    );
  });
});

it("endingOf knows an ending from a hidden file's name", () => {
  expect([endingOf("a.PNG"), endingOf("a.tar.gz"), endingOf(".png"), endingOf("a")]).toEqual([
    "png",
    "gz",
    "",
    "",
  ]);
});
