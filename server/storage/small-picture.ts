/** Small pictures of large ones, for lists: a square of WebP, a few kilobytes. */
import sharp from "sharp";

/** Twice what a tile of a list measures, for dense screens. */
const SIDE_PIXELS = 160;
/** A picture that claims more is not decoded: its memory would be everybody's. */
const MAX_INPUT_PIXELS = 120_000_000;
const TIMEOUT_SECONDS = 10;
/** Drawings (SVG, PDF) are programs of strangers: they are not run here. */
const READABLE_FORMATS: readonly string[] = ["png", "jpeg", "webp", "gif", "heif", "tiff"];

/**
 * The middle of the picture, upright; of a moving one its first frame. Smaller pictures keep their size.
 * @returns WebP, or null for what is no picture, or none that can be read
 */
export async function smallPicture(path: string): Promise<Buffer | null> {
  try {
    const picture = sharp(path, { limitInputPixels: MAX_INPUT_PIXELS, failOn: "none" });
    const { format } = await picture.metadata();
    if (!READABLE_FORMATS.includes(format)) return null;
    return await picture
      .autoOrient()
      .resize({ width: SIDE_PIXELS, height: SIDE_PIXELS, fit: "cover", withoutEnlargement: true })
      .webp({ quality: 75 })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .toBuffer();
  } catch {
    return null;
  }
}
