import { createRequire } from "node:module";
import sharp from "sharp";

const FRAMES = 18;
const LONG_SIDE = 320;

/** Small frames of a still: it pans slowly while a light crosses it. RGBA, even sides. */
async function framesOf(still: Buffer): Promise<{ width: number; height: number; frames: Buffer[] }> {
  const { width: fullWidth = 1, height: fullHeight = 1 } = await sharp(still).metadata();
  const ratio = LONG_SIDE / Math.max(fullWidth, fullHeight);
  const even = (side: number) => Math.max(32, Math.round((side * ratio) / 2) * 2);
  const [width, height] = [even(fullWidth), even(fullHeight)];
  const margin = 18;
  const wide = await sharp(still)
    .flatten({ background: "#202428" })
    .resize(width + margin, height + margin, { fit: "fill" })
    .png()
    .toBuffer();
  const radius = Math.round(height / 9);
  const frames: Buffer[] = [];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const share = frame / (FRAMES - 1);
    const light = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><circle cx="${width * (0.1 + 0.8 * share)}" cy="${height * (0.35 - 0.15 * Math.sin(share * Math.PI))}" r="${radius}" fill="#fffbe0" fill-opacity="0.85"/></svg>`;
    const cropped = await sharp(wide)
      .extract({ left: Math.round(margin * share), top: Math.round(margin * (1 - share)), width, height })
      .toBuffer();
    frames.push(
      await sharp(cropped)
        .composite([{ input: Buffer.from(light) }])
        .ensureAlpha()
        .raw()
        .toBuffer(),
    );
  }
  return { width, height, frames };
}

async function loadEncoder() {
  const events = ["unhandledRejection", "uncaughtException"] as const;
  const before = events.map((event) => new Set(process.rawListeners(event)));
  // `require`, because loaders disagree about the default export of this CommonJS bundle; its own typings apply.
  const load = createRequire(import.meta.url);
  const { createH264MP4Encoder } = load("h264-mp4-encoder") as typeof import("h264-mp4-encoder");
  const encoder = await createH264MP4Encoder();
  // The compiled encoder installs handlers that turn any stray rejection of the whole process into an abort.
  events.forEach((event, place) => {
    for (const listener of process.rawListeners(event))
      if (!before[place]?.has(listener)) process.off(event, listener as () => void); // any listener type can be removed
  });
  return encoder;
}

let encoderCount = 0;

/** A playable MP4 (H.264) of about one and a half seconds made of a still. */
export async function mp4Of(still: Buffer, framesPerSecond: number): Promise<Buffer> {
  const { width, height, frames } = await framesOf(still);
  const encoder = await loadEncoder();
  encoderCount += 1;
  // All encoders share one in-memory file system.
  encoder.outputFilename = `video-${encoderCount}.mp4`;
  encoder.width = width;
  encoder.height = height;
  encoder.frameRate = Math.max(6, Math.min(12, Math.round(framesPerSecond)));
  encoder.quantizationParameter = 30;
  encoder.groupOfPictures = FRAMES;
  encoder.initialize();
  for (const frame of frames) encoder.addFrameRgba(frame);
  encoder.finalize();
  const file = Buffer.from(encoder.FS.readFile(encoder.outputFilename));
  encoder.FS.unlink(encoder.outputFilename);
  encoder.delete();
  return file;
}

/** The same movement as an animated WebP. */
export async function animatedWebpOf(still: Buffer, framesPerSecond: number): Promise<Buffer> {
  const { width, height, frames } = await framesOf(still);
  const delay = frames.map(() => Math.round(1000 / framesPerSecond));
  return sharp(Buffer.concat(frames), {
    raw: { width, height: height * frames.length, channels: 4, pageHeight: height },
  })
    .webp({ quality: 70, loop: 0, delay, effort: 2 })
    .toBuffer();
}
