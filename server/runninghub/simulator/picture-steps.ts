import sharp from "sharp";
import { drawnFrom } from "./picture-source";
import type { PictureStep, RenderFacts } from "./render-facts";

interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}

async function pixelsOf(picture: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const encoded = ({ data, width, height }: Pixels) =>
  sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 6 })
    .toBuffer();

/** Posterised colours mixed with a duotone of the seed and prompt, contours kept dark: composition stays, look changes. */
async function restyle(picture: Buffer, facts: RenderFacts): Promise<Buffer> {
  const pixels = await pixelsOf(picture);
  const { data, width, height } = pixels;
  const draw = drawnFrom(`${facts.seed}/${facts.prompt}`);
  const low = [draw(0) * 110, draw(1) * 110, draw(2) * 110] as const;
  const high = [145 + draw(3) * 110, 145 + draw(4) * 110, 145 + draw(5) * 110] as const;
  const mix = 0.35 + 0.35 * facts.denoise;
  const levels = 4 + Math.floor(draw("levels") * 3);
  const step = 255 / (levels - 1);
  const edges = await sharp(picture)
    .greyscale()
    .blur(1.2)
    .convolve({ width: 3, height: 3, kernel: [-1, -1, -1, -1, 8, -1, -1, -1, -1] })
    .raw()
    .toBuffer();
  const edgeChannels = edges.length / (width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * 4;
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    const light = (0.3 * red + 0.59 * green + 0.11 * blue) / 255;
    const ink = Math.min(0.75, (edges[pixel * edgeChannels] ?? 0) / 90);
    const source = [red, green, blue];
    for (let channel = 0; channel < 3; channel += 1) {
      const flat = Math.round((source[channel] ?? 0) / step) * step;
      const tone = (low[channel] ?? 0) + ((high[channel] ?? 0) - (low[channel] ?? 0)) * light;
      data[at + channel] = (flat * (1 - mix) + tone * mix) * (1 - ink);
    }
  }
  return encoded(pixels);
}

/** Keeps an ellipse in the middle and fades the rest to transparency. */
async function cutout(picture: Buffer): Promise<Buffer> {
  const pixels = await pixelsOf(picture);
  const { data, width, height } = pixels;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot((x / width - 0.5) / 0.42, (y / height - 0.5) / 0.46);
      const keep = Math.min(1, Math.max(0, (1.06 - distance) / 0.12));
      const at = (y * width + x) * 4 + 3;
      data[at] = (data[at] ?? 255) * keep;
    }
  }
  return encoded(pixels);
}

const MAX_UPSCALED_SIDE = 2048;

async function upscale(picture: Buffer, facts: RenderFacts): Promise<Buffer> {
  const { width = 1, height = 1 } = await sharp(picture).metadata();
  const factor = Math.min(facts.scale, Math.max(1, MAX_UPSCALED_SIDE / Math.max(width, height)));
  return sharp(picture)
    .resize(Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor)), {
      kernel: "lanczos3",
    })
    .sharpen({ sigma: 1 })
    .png()
    .toBuffer();
}

async function tint(picture: Buffer, facts: RenderFacts): Promise<Buffer> {
  const draw = drawnFrom(`${facts.seed}/${facts.prompt}`);
  const hue = Math.round(30 + draw("hue") * 300);
  return sharp(picture).modulate({ hue, saturation: 1.3, brightness: 1.05 }).png().toBuffer();
}

const STEPS: Record<PictureStep, (picture: Buffer, facts: RenderFacts) => Promise<Buffer>> = {
  restyle,
  cutout,
  upscale,
  tint,
};

/** Runs one step of a graph on a PNG. */
export const applyStep = (step: PictureStep, picture: Buffer, facts: RenderFacts): Promise<Buffer> =>
  STEPS[step](picture, facts);
