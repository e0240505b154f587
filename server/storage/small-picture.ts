/** Small pictures of large ones, for lists and tiles: a square of WebP, a few kilobytes. */
import pLimit from "p-limit";
import sharp, { type Metadata } from "sharp";
import type { ThumbnailSide } from "@/lib/thumbnail-sides";

/** A picture that claims more is not decoded: its memory would be everybody's. */
const MAX_INPUT_PIXELS = 40_000_000;
const TIMEOUT_SECONDS = 10;
/** Drawings (SVG, PDF) are programs of strangers: they are not run here. */
const READABLE_FORMATS: readonly string[] = ["png", "jpeg", "webp", "gif", "heif", "tiff"];
/** Four bytes a pixel, in the process that runs the queue: one such picture at a time. */
const wholeTurn = pLimit(1);

/** Is it decoded as a whole, or line by line? Lines come one by one only where they are stored so, and stay as they lie. */
const isDecodedWhole = ({ format, isProgressive, orientation = 1 }: Metadata): boolean =>
  (format !== "png" && format !== "jpeg") || isProgressive || orientation !== 1;

/**
 * The middle of the picture, upright; of a moving one its first frame. Smaller pictures keep their size.
 * @param source path or content
 * @param side of the square, in pixels
 * @returns WebP, or null for what is no picture, or none that can be read
 */
export async function smallPicture(source: string | Buffer, side: ThumbnailSide): Promise<Buffer | null> {
  try {
    const picture = sharp(source, { limitInputPixels: MAX_INPUT_PIXELS, failOn: "none" });
    const metadata = await picture.metadata();
    if (!READABLE_FORMATS.includes(metadata.format)) return null;
    const small = picture
      .autoOrient()
      .resize({ width: side, height: side, fit: "cover", withoutEnlargement: true })
      .webp({ quality: 75 })
      .timeout({ seconds: TIMEOUT_SECONDS });
    return await (isDecodedWhole(metadata) ? wholeTurn(() => small.toBuffer()) : small.toBuffer());
  } catch {
    return null;
  }
}
