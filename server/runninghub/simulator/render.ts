import sharp from "sharp";
import { captionSvg } from "./caption-band";
import type { OutputFile, Task } from "./model";
import { animatedWebpOf, mp4Of } from "./moving-picture";
import { cappedSize, decodedPicture, generatedPicture } from "./picture-source";
import { applyStep } from "./picture-steps";
import { factsOf, type RenderFacts } from "./render-facts";
import { captionText } from "./text-output";
import { wavOf } from "./tone";

/** Bytes of an uploaded file by the name a graph uses; null when there is none. */
export type UploadReader = (fileName: string) => Buffer | null;

function dataUrlBytes(name: string): Buffer | null {
  const match = /^data:[^,]*;base64,(.*)$/s.exec(name);
  return match?.[1] ? Buffer.from(match[1], "base64") : null;
}

async function sourcePicture(facts: RenderFacts, readUpload: UploadReader): Promise<Buffer | null> {
  for (const name of facts.sources) {
    const bytes = readUpload(name) ?? dataUrlBytes(name);
    const picture = bytes ? await decodedPicture(bytes) : null;
    if (picture) return picture;
  }
  // A default or remote name stands for a built-in picture: the network is never asked.
  const [name] = facts.sources;
  return name === undefined ? null : generatedPicture(640, 480, `placeholder ${name}`);
}

async function makeStill(facts: RenderFacts, variant: number, readUpload: UploadReader): Promise<Buffer> {
  const varied = variant === 0 ? facts : { ...facts, seed: `${facts.seed}+${variant}` };
  const source = await sourcePicture(varied, readUpload);
  let picture: Buffer;
  if (source) {
    picture = source;
    for (const step of varied.steps) picture = await applyStep(step, picture, varied);
  } else {
    const [width, height] = cappedSize(varied.width, varied.height);
    picture = await generatedPicture(width, height, `${varied.seed}/${varied.prompt}`);
    const later = varied.steps.filter((step) => step === "cutout" || step === "upscale");
    for (const step of later) picture = await applyStep(step, picture, varied);
  }
  const { width = 1, height = 1 } = await sharp(picture).metadata();
  const caption = captionSvg(
    width,
    height,
    varied.prompt,
    `seed ${varied.seed} · ${varied.steps.join(" + ")}`,
  );
  return sharp(picture)
    .composite([{ input: caption }])
    .png()
    .toBuffer();
}

/** Makes one result file of a task. The same task inputs always give the same bytes. */
export async function renderOutput(task: Task, file: OutputFile, readUpload: UploadReader): Promise<Buffer> {
  const facts = factsOf(task.graph, file.nodeId);
  switch (facts.media) {
    case "text":
      return Buffer.from(captionText(task.graph, file.nodeId), "utf8");
    case "markup":
      return Buffer.from(facts.prompt, "utf8");
    case "audio":
      return wavOf(`${facts.seed}/${facts.prompt}`);
    case "image":
      return makeStill(facts, file.index, readUpload);
    case "animation":
      return animatedWebpOf(await makeStill(facts, file.index, readUpload), facts.framesPerSecond);
    case "video":
      return mp4Of(await makeStill(facts, file.index, readUpload), facts.framesPerSecond);
  }
}
