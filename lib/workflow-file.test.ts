import { describe, expect, it } from "vitest";
import { openWorkflowFile, readWorkflowFile, writeWorkflowFile } from "./workflow-file";
import { NO_DEFAULTS, NO_SETTINGS } from "./workflow-settings";

const entry = {
  name: "Portrait",
  description: null,
  localized: null,
  kind: "workflow",
  remoteId: "1904136902449209346",
  source: "remote",
  content: '{"3":{"class_type":"KSampler","inputs":{"seed":18446744073709551615}}}',
  form: NO_SETTINGS,
  defaults: NO_DEFAULTS,
} as const;

describe("an exported library entry", () => {
  it("comes back as it was, every digit of its seeds", () => {
    const reading = readWorkflowFile(writeWorkflowFile(entry));
    expect(reading).toMatchObject({ ok: true, file: entry });
  });

  it("comes back from an editor that put a byte order mark before it", () => {
    expect(readWorkflowFile(`\uFEFF${writeWorkflowFile(entry)}`).ok).toBe(true);
  });

  const written = JSON.parse(writeWorkflowFile(entry));
  it.each([
    ["cut off", writeWorkflowFile(entry).slice(0, 100), "notJson", "cut off"],
    ["something else", '{"nodes":[]}', "notEntry", "no exported library entry"],
    ["a list", "[]", "notEntry", "no exported library entry"],
    ["of a newer HubQueue", JSON.stringify({ ...written, version: 2, news: 1 }), "newer", "newer HubQueue"],
    ["without its content", JSON.stringify({ ...written, content: undefined }), "damaged", "content"],
    ["with a kind nobody knows", JSON.stringify({ ...written, kind: "magic" }), "damaged", "kind"],
  ])("that is %s is refused in words that say so", (_, text, problem, words) => {
    expect(readWorkflowFile(text)).toMatchObject({ ok: false, problem });
    expect(() => openWorkflowFile(text)).toThrow(words);
  });
});
