import { describe, expect, it } from "vitest";
import { problemPath } from "./problem-path";

const PATHS = ["fields.f0", "fields.f7", "extras.0"];
const refusal = (field?: string) => ({ code: "INVALID_INPUT", message: "must be a number", field });

describe("problemPath", () => {
  it("puts the server's complaint beside the field the person filled in", () => {
    expect(problemPath(refusal("nodeInfoList.1.fieldValue"), PATHS).path).toBe("fields.f7");
    expect(problemPath(refusal("nodeInfoList.2.nodeId"), PATHS).path).toBe("extras.0");
    expect(problemPath(refusal("timeoutMinutes"), PATHS).path).toBe("timeoutMinutes");
  });

  it("leaves a complaint about the whole, or about nothing known, to the top of the form", () => {
    for (const field of [undefined, "nodeInfoList.9.nodeId", "workflowId"]) {
      expect(problemPath(refusal(field), PATHS)).toEqual({ path: null, detail: "must be a number" });
    }
  });
});
