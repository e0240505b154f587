import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TASK_STATUSES } from "@/lib/task-status";

const CSS = readFileSync(new URL("../app/globals.css", import.meta.url), "utf8");
const THEMES = { light: ":root", dark: ".dark" } as const;
const LEGIBLE = 4.5; // WCAG 2.2 AA for text

/** The colours one theme declares. */
function tokensOf(selector: string): Map<string, string> {
  const start = CSS.indexOf(`${selector} {`);
  const block = CSS.slice(start, CSS.indexOf("\n}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const PAIRS: [text: string, ground: string][] = [
  ...TASK_STATUSES.map((status): [string, string] => {
    const name = `status-${status.toLowerCase()}`;
    return [name, `${name}-bg`];
  }),
  ...["background", "surface", "card", "popover", "muted", "accent", "selected"].flatMap(
    (ground): [string, string][] => [
      ["foreground", ground],
      ["muted-foreground", ground],
      ["primary-text", ground],
      ["destructive-text", ground],
    ],
  ),
  ["primary-foreground", "primary"],
  ["primary-text", "primary-soft"],
  ["muted-foreground", "primary-soft"],
  ["destructive-foreground", "destructive"],
  ["notice-foreground", "notice"],
];

describe.each(Object.entries(THEMES))("in the %s theme", (_theme, selector) => {
  const tokens = tokensOf(selector);

  it.each(PAIRS)("%s on %s can be read", (text, ground) => {
    const [ink, paper] = [tokens.get(text), tokens.get(ground)];
    expect(ink, `--${text} is declared`).toBeDefined();
    expect(paper, `--${ground} is declared`).toBeDefined();
    expect(contrast(ink ?? "", paper ?? "")).toBeGreaterThanOrEqual(LEGIBLE);
  });
});
