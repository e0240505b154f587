import sharp from "sharp";

/** A picture like a photo: soft light, shapes, and the grain of a sensor, so that it compresses like one. */
export async function takePhoto(width = 1600, height = 1200): Promise<Buffer<ArrayBuffer>> {
  const scene = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#2b6cb0"/><stop offset="1" stop-color="#fbd38d"/></linearGradient></defs>
    <rect width="160" height="120" fill="url(#sky)"/><circle cx="118" cy="34" r="14" fill="#fff5d0"/>
    <path d="M0 84 L40 46 L70 84 L96 60 L160 96 V120 H0Z" fill="#2f4858"/><rect y="96" width="160" height="24" fill="#33691e"/>
    <rect x="28" y="72" width="30" height="26" fill="#8d3b2f"/><path d="M24 74 L43 58 L62 74Z" fill="#4a2018"/></svg>`);
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#808080",
      noise: { type: "gaussian", mean: 128, sigma: 14 },
    },
  })
    .png()
    .toBuffer();
  const photo = await sharp(scene, { density: 300 })
    .resize(width, height)
    .composite([{ input: grain, blend: "soft-light" }])
    .jpeg({ quality: 88 })
    .toBuffer();
  return Buffer.from(photo);
}

export interface Likeness {
  /** Correlation of brightness over a coarse grid: 1 = the same composition, 0 = unrelated. */
  readonly composition: number;
  /** Mean difference of colour channels, 0 to 255. */
  readonly difference: number;
}

const GRID = 24;

/** How two pictures relate, whatever their sizes. */
export async function compare(one: Uint8Array, other: Uint8Array): Promise<Likeness> {
  const [a, b] = await Promise.all([coarse(one), coarse(other)]);
  const difference = a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
  return { composition: correlation(brightness(a), brightness(b)), difference };
}

async function coarse(picture: Uint8Array): Promise<number[]> {
  const raw = await sharp(picture).removeAlpha().resize(GRID, GRID, { fit: "fill" }).raw().toBuffer();
  return [...raw];
}

function brightness(channels: readonly number[]): number[] {
  return Array.from(
    { length: GRID * GRID },
    (_, at) => (channels[at * 3] ?? 0) + (channels[at * 3 + 1] ?? 0) + (channels[at * 3 + 2] ?? 0),
  );
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, spreadA, spreadB] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const [da, db] = [value - meanA, (b[at] ?? 0) - meanB];
    both += da * db;
    spreadA += da * da;
    spreadB += db * db;
  }
  return both / Math.sqrt(spreadA * spreadB);
}
