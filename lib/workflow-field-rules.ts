/** What a field is, by its name and its node's class: the graph itself says only string, number or boolean. Data, no logic. */
import type { FieldGroup } from "./workflow-schemas";

/** ComfyUI's own lists; RunningHub does not offer its lists to API keys, so other text stays possible. */
export const SUGGESTIONS: Readonly<Record<string, readonly string[]>> = {
  sampler_name: [
    ..."euler euler_cfg_pp euler_ancestral euler_ancestral_cfg_pp heun heunpp2 dpm_2 dpm_2_ancestral lms".split(
      " ",
    ),
    ..."dpm_fast dpm_adaptive dpmpp_2s_ancestral dpmpp_sde dpmpp_sde_gpu dpmpp_2m dpmpp_2m_sde".split(" "),
    ..."dpmpp_2m_sde_gpu dpmpp_3m_sde dpmpp_3m_sde_gpu ddpm lcm ipndm ipndm_v deis res_multistep".split(" "),
    ..."gradient_estimation er_sde ddim uni_pc uni_pc_bh2".split(" "),
  ],
  scheduler: [
    ..."simple sgm_uniform karras exponential ddim_uniform beta normal linear_quadratic kl_optimal".split(
      " ",
    ),
  ],
  channel: ["alpha", "red", "green", "blue"],
  upscale_method: ["nearest-exact", "bilinear", "area", "bicubic", "lanczos"],
  add_noise: ["enable", "disable"],
  return_with_leftover_noise: ["enable", "disable"],
};

/** Limits that hold for every node; others are RunningHub's to check. */
export const LIMITS: Readonly<Record<string, { min?: number; max?: number; step?: number }>> = {
  denoise: { min: 0, max: 1, step: 0.01 },
  steps: { min: 1 },
  width: { min: 1 },
  height: { min: 1 },
  batch_size: { min: 1 },
};

/** Fields of file loaders that hold the file. The fields of a URL or path loader hold words instead. */
export const FILE_FIELD_NAMES = {
  image: "image",
  images: "image",
  mask: "image",
  video: "video",
  audio: "audio",
  upload: "file",
  file: "file",
  zip: "file",
} as const;
export const FILE_LOADER = /load|upload/i;
export const NOT_A_FILE_LOADER = /url|base64|http|checkpoint|lora|vae|clip|unet|model|folder|path/i;

export const MEDIA_EXTENSIONS = {
  image: /\.(png|jpe?g|webp|bmp|gif|tiff?)$/i,
  video: /\.(mp4|mov|avi|mkv|webm)$/i,
  audio: /\.(mp3|wav|flac|ogg|m4a|aac)$/i,
  file: /\.zip$/i,
} as const;

export const SEED = /(^|_)seed$/i;
export const MODEL_FIELD =
  /^(ckpt|lora|vae|unet|clip|model|control_net|controlnet|style_model|gligen|hypernetwork|upscale_model|ipadapter|embedding)_?(name|file|path)?_?\d*$/i;
export const MODEL_FILE = /\.(safetensors|ckpt|pth?|gguf|onnx|bin|sft)$/i;
/** What loaders ask besides the model: nothing a task would change. */
export const LOADER_DETAIL =
  /^(weight_dtype|dtype|device|type|precision|quantization|attention_mode|load_device)$/i;
export const LOADER_CLASS = /loader/i;

/** Bookkeeping of the editor or of the file system. */
export const NEVER_SHOWN =
  /^(filename_prefix|control_after_generate|save_metadata|pingpong|crf|trim_to_audio|save_output)$/i;

export const PROMPT_FIELD =
  /^(text|prompt|positive|negative|caption|instruction|question|user_prompt|system_prompt)(_?\w{1,2})?$|_prompt$|^(positive|negative)_\w+$/i;
/** Written as 8, meant as 8.0. */
export const DECIMAL_FIELD =
  /^(min_|max_)?cfg|denoise|strength|scale|weight|guidance|shift|sigma|eta$|noise$|temperature|top_p|amount|ratio|opacity|megapixels|fps$|frame_rate$|augmentation|factor$/i;

/** First match wins; the order of the groups in the form is that of FIELD_GROUPS. */
export const GROUP_BY_FIELD: readonly (readonly [RegExp, FieldGroup])[] = [
  [SEED, "sampling"],
  [
    /^(steps|(min_|max_)?cfg(_\w+)?|sampler(_name)?|scheduler|denoise|guidance|shift|start_at_step|end_at_step|add_noise|return_with_leftover_noise|noise|eta|sigma_\w+)$/i,
    "sampling",
  ],
  [
    /^(width|height|batch_size|length|size|resolution|megapixels|duration|seconds|fps|frame_rate|force_rate|num_frames|video_frames|frame_load_cap|aspect_ratio|ratio|upscale_\w+|scale_by|scale|rescale_factor|crop|longest_side|max_\w*size|custom_width|custom_height)$/i,
    "size",
  ],
];

/** Starts of titles by which authors mark what they want changed. */
export const AUTHORS_MARK = /^\s*(?:[★☆⭐▶►●■◆❗📌👉🔴!#@>*]|\d+\s*[.、)：:]|input\b|输入|参数)/iu;
