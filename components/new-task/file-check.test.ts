import { describe, expect, it } from "vitest";
import { acceptFor, problemOfFile } from "./file-check";

const file = (name: string, type = "", size = 10) => ({ name, type, size });

describe("problemOfFile", () => {
  it("stops what RunningHub would refuse, before a byte is sent", () => {
    expect(problemOfFile(file("a.png", "image/png", 31), "image", 30)).toBe("tooLarge");
    expect(problemOfFile(file("a.png", "image/png", 30), "image", 30)).toBeNull();
    expect(problemOfFile(file("a.png", "image/png", 0), "image", 30)).toBe("empty");
    expect(problemOfFile(file("a.mp3", "audio/mpeg"), "image", 30)).toBe("wrongType");
  });

  it("trusts the name where the system does not know the type", () => {
    expect(problemOfFile(file("CLIP.MKV"), "video", 30)).toBeNull();
  });

  it("takes anything for a field that says only file", () => {
    expect(problemOfFile(file("photos.zip", "application/zip"), "file", 30)).toBeNull();
    expect(acceptFor("file")).toBeUndefined();
  });
});
