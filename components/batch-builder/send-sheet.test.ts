import { describe, expect, it } from "vitest";
import { reportIn, SendFailure } from "./send-sheet";

const REPORT = { batchId: "019353f0-0000-7000-8000-000000000000", created: 2, failed: [] };

/** The code of the failure; null when nobody knows what became of the call. */
function codeOf(status: number, text: string) {
  try {
    return reportIn(status, text);
  } catch (error) {
    return error instanceof SendFailure ? error.code : error;
  }
}

describe("reportIn", () => {
  it("reads the report of a call that was taken", () => {
    expect(reportIn(201, JSON.stringify(REPORT))).toEqual(REPORT);
  });

  it("takes a refusal for one, with its code", () => {
    expect(codeOf(403, JSON.stringify({ code: "FORBIDDEN", title: "No" }))).toBe("FORBIDDEN");
    expect(codeOf(422, JSON.stringify({ code: "SOMETHING_NEW" }))).toBe("INTERNAL");
  });

  it("never says that nothing was made when whoever answered cannot know", () => {
    expect(codeOf(500, JSON.stringify({ code: "INTERNAL", title: "Failed" }))).toBeNull();
    expect(codeOf(502, JSON.stringify({ message: "Bad gateway" }))).toBeNull();
    expect(codeOf(504, "<html>")).toBeNull();
    expect(codeOf(413, "<html>")).toBeNull();
    expect(codeOf(201, "{")).toBeNull();
    expect(codeOf(201, JSON.stringify({ created: 2 }))).toBeNull();
  });
});
