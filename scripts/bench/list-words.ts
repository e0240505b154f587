/** The words prompts are made of, in both languages; every part of a prompt is one of its list. */

const list = (words: string) => words.trim().split(/\s*,\s*/);

export const ENGLISH = {
  quality: list(
    "masterpiece, best quality, highly detailed, sharp focus, cinematic still, award winning photograph, editorial shot, concept sketch",
  ),
  subject:
    list(`an old fisherman, a red fox, a marble statue, a paper lantern, a glass perfume bottle, two sisters, a vintage motorcycle,
    a porcelain teapot, an astronaut, a snow leopard, a violin maker, a wooden sailing boat, a running child, a grey heron, a street musician,
    a ceramic vase, a leather backpack, a pair of running shoes, a wristwatch, a bowl of noodles, a tabby cat, a golden retriever, a dragon,
    a ballet dancer, a lighthouse keeper, a robot gardener, an orchid, a hot air balloon, a steam locomotive, a barista`),
  place:
    list(`on a cliff above a calm sea, in a bamboo forest, under a railway bridge, in a sunlit studio, on a rainy street at night,
    beside a frozen lake, in a crowded market, at the edge of a wheat field, in an abandoned greenhouse, on a rooftop in Shanghai,
    in a narrow alley of Lisbon, between snowy peaks, in a quiet library, behind a waterfall, on a wooden pier, in a desert canyon,
    near a windmill, inside a glass dome, on a terrace with lavender, in front of a concrete wall`),
  light:
    list(`morning mist, golden hour, soft window light, neon reflections, candle light, overcast sky, hard rim light, blue hour,
    volumetric rays, studio softbox, moonlight, backlit silhouette`),
  style:
    list(`film grain, long exposure, muted colours, watercolour on rough paper, flat vector illustration, ukiyo-e print, oil painting,
    isometric render, pencil drawing, double exposure, high contrast black and white, pastel palette, photorealistic, low poly`),
  lens: list("35mm, 50mm f1.4, 85mm portrait lens, macro, wide angle, drone view, tilt shift, anamorphic"),
} as const;

export const CHINESE = {
  quality: list("杰作, 最佳质量, 超高细节, 电影感画面, 商业摄影, 概念设计"),
  subject: list(
    "一位老渔夫, 穿汉服的少女, 赤狐, 青花瓷茶壶, 玻璃香水瓶, 雪豹, 街头乐手, 木帆船, 橘猫, 机械园丁, 一碗牛肉面, 跑鞋, 芭蕾舞者, 热气球, 蒸汽火车, 兰花, 龙, 宇航员, 双肩包, 灯塔",
  ),
  place: list(
    "站在海边悬崖上, 在竹林深处, 雨夜的街道, 结冰的湖边, 热闹的集市, 麦田尽头, 上海的天台, 废弃的温室, 雪山之间, 安静的图书馆, 瀑布后面, 沙漠峡谷, 古镇小巷, 薰衣草露台",
  ),
  light: list("晨雾, 黄金时刻, 柔和的窗光, 霓虹倒影, 烛光, 阴天, 侧逆光, 蓝调时刻, 月光"),
  style: list(
    "胶片颗粒, 长曝光, 低饱和配色, 水彩, 扁平插画, 浮世绘, 油画, 铅笔素描, 双重曝光, 黑白高反差, 国风",
  ),
  lens: list("三十五毫米, 人像镜头, 微距, 广角, 航拍, 移轴"),
} as const;

/** Names of characters and products: what people search for. Few tasks have each. */
export const SYLLABLES = list(
  "zor, vek, lin, mara, quo, tesh, bri, ondo, yul, kaf, remi, sola, dax, ipa, nuri, holt, gwen, ixo, pell, urs",
);

export const WORKFLOW_NAMES =
  list(`Restyle a picture, 人像精修, Text to image, 商品换背景, Upscale and sharpen, Picture to video, 文生图, Face swap,
  Inpaint a region, 服装换色, Colourise old photographs, Storyboard, 虚拟试衣, Poster with headline, Music from text`);
