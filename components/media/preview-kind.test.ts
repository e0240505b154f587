import { describe, expect, it } from "vitest";
import { fileSizeText } from "./file-size";
import { previewKind } from "./preview-kind";

describe("previewKind", () => {
  it("knows what a browser can show, by the ending", () => {
    const names = ["A.JPG", "a.b.mp4", "a.wav", "a.zip", "png", ""];
    expect(names.map(previewKind)).toEqual(["image", "video", "audio", null, null, null]);
  });
});

describe("fileSizeText", () => {
  it("reads as people read sizes", () => {
    expect([0, 812, 1024, 4_400_000, 30 * 1024 * 1024, 5e12].map(fileSizeText)).toEqual([
      "0 B",
      "812 B",
      "1 KB",
      "4.2 MB",
      "30 MB",
      "4.5 TB",
    ]);
  });
});
