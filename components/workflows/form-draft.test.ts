import { describe, expect, it } from "vitest";
import { workflowForm } from "@/lib/workflow-form";
import { changeField, draftOf, inOwnOrder, moveField, problemOfDraft, settingsOf } from "./form-draft";

const { fields } = workflowForm(
  "workflow",
  `{"2":{"class_type":"CLIPTextEncode","inputs":{"text":"a fox"},"_meta":{"title":"Prompt"}},
    "3":{"class_type":"KSampler","inputs":{"seed":18446744073709551615,"steps":20,"tiled":true,"positive":["2",0]}},
    "9":{"class_type":"SaveImage","inputs":{"images":["3",0],"filename_prefix":"x"}}}`,
);
const STEPS = "3\nsteps";
const names = (draft: ReturnType<typeof draftOf>) =>
  draft.fields.filter(({ shown }) => shown).map(({ field }) => field.fieldName);

describe("a form that is being arranged", () => {
  it("is saved as nothing when nothing was changed", () => {
    expect(settingsOf(draftOf(fields, { fields: [] }))).toEqual({ fields: [] });
  });

  it("gives back the settings it was made of", () => {
    const settings = {
      ordered: true,
      fields: [
        { nodeId: "3", fieldName: "steps", label: "Quality", min: 4, max: 40, value: 30 },
        { nodeId: "3", fieldName: "seed", value: "18446744073709551614" },
        { nodeId: "2", fieldName: "text", required: true, presets: [{ label: "Fox", value: "a fox" }] },
        { nodeId: "3", fieldName: "tiled", value: false, hidden: true },
        { nodeId: "77", fieldName: "gone", label: "For later" },
      ],
    };
    expect(settingsOf(draftOf(fields, settings))).toEqual(settings);
  });

  it("becomes a list of people's own when a field is moved, and goes back", () => {
    const draft = draftOf(fields, { fields: [] });
    const moved = moveField(draft, STEPS, 0);
    expect(names(moved)).toEqual(["steps", "text", "seed", "tiled"]);
    expect(settingsOf(moved).ordered).toBe(true);
    expect(settingsOf(moved).fields.map(({ fieldName }) => fieldName)).toEqual(names(moved));
    expect(moveField(moved, STEPS, -1)).toBe(moved);
    expect(settingsOf(inOwnOrder(moved, fields))).toEqual({ fields: [] });
  });

  it("shows a hidden field, and hides a shown one", () => {
    const draft = draftOf(fields, { fields: [] });
    const changed = changeField(changeField(draft, "9\nfilename_prefix", { shown: true }), STEPS, {
      shown: false,
    });
    expect(settingsOf(changed).fields).toEqual([
      { nodeId: "3", fieldName: "steps", hidden: true },
      { nodeId: "9", fieldName: "filename_prefix", hidden: false },
    ]);
  });

  it.each([
    [{ min: "many" }, "limit"],
    [{ step: "0" }, "limit"],
    [{ min: "30", max: "10" }, "minAboveMax"],
    [{ value: "7.5" }, "notWhole"],
    [{ value: "" }, "notNumber"],
    [{ presets: [{ label: " ", value: "8" }] }, "presetEmpty"],
    [{ presets: [{ label: "Few", value: "few" }] }, "notNumber"],
    [{ min: "10", max: "30", value: "25" }, undefined],
  ])("says what is wrong with %o", (change, code) => {
    const draft = changeField(draftOf(fields, { fields: [] }), STEPS, change);
    const steps = draft.fields.find(({ field }) => field.fieldName === "steps");
    expect(steps && problemOfDraft(steps)?.code).toBe(code);
  });
});
