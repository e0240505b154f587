/** Small real pictures for tests of uploads. */
import sharp from "sharp";

/** A PNG of two pixels. @param words make its content its own; they lie behind the picture's end */
export async function aPicture(words = ""): Promise<Buffer> {
  const pixels = { width: 2, height: 1, channels: 3, background: "#d2691e" } as const;
  return Buffer.concat([await sharp({ create: pixels }).png().toBuffer(), Buffer.from(words)]);
}
