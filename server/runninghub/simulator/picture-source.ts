import sharp from "sharp";
import { fractionOf } from "./ids";

const hsl = (hue: number, saturation: number, light: number) =>
  `hsl(${Math.round(hue % 360)}, ${saturation}%, ${light}%)`;

/** Numbers in [0, 1) that depend on the text and on their place only. */
export const drawnFrom = (text: string) => (place: number | string) => fractionOf(`${text}#${place}`);

/** A picture made of nothing but a text: a sky, a sun, hills and drifting discs, all placed by the text's hash. */
export async function generatedPicture(width: number, height: number, identity: string): Promise<Buffer> {
  const draw = drawnFrom(identity);
  const hue = draw("hue") * 360;
  const discs = Array.from({ length: 9 }, (_, place) => {
    const radius = (0.03 + draw(`r${place}`) * 0.12) * Math.min(width, height);
    const color = hsl(hue + draw(`h${place}`) * 140, 75, 60);
    return `<circle cx="${draw(`x${place}`) * width}" cy="${draw(`y${place}`) * height}" r="${radius}" fill="${color}" fill-opacity="0.35"/>`;
  });
  const hills = Array.from({ length: 3 }, (_, place) => {
    const base = height * (0.55 + place * 0.14);
    const points = Array.from({ length: 9 }, (_, step) => {
      const y = base + (draw(`hill${place}/${step}`) - 0.5) * height * 0.18;
      return `${(step / 8) * width},${y}`;
    });
    return `<polygon points="0,${height} ${points.join(" ")} ${width},${height}" fill="${hsl(hue + 40 + place * 25, 45, 42 - place * 10)}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="${draw("tilt").toFixed(2)}" y2="1">
      <stop offset="0" stop-color="${hsl(hue, 70, 38)}"/><stop offset="1" stop-color="${hsl(hue + 60, 80, 72)}"/>
    </linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#sky)"/>
    <circle cx="${(0.2 + draw("sun") * 0.6) * width}" cy="${height * 0.3}" r="${Math.min(width, height) * 0.11}" fill="#fff6d8" fill-opacity="0.9"/>
    ${discs.join("")}${hills.join("")}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

const MAX_SIDE = 2048;

/** Decodes an uploaded picture upright and not larger than the simulator wants to handle; null when it is no picture. */
export async function decodedPicture(bytes: Buffer): Promise<Buffer | null> {
  try {
    return await sharp(bytes, { limitInputPixels: 120_000_000 })
      .rotate()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: "inside", withoutEnlargement: true })
      .png({ compressionLevel: 3 })
      .toBuffer();
  } catch {
    return null;
  }
}

export const cappedSize = (width: number, height: number): [number, number] => {
  const ratio = Math.min(1, MAX_SIDE / Math.max(width, height));
  return [Math.max(16, Math.round(width * ratio)), Math.max(16, Math.round(height * ratio))];
};
