// Takes docs/images/tasks.png and tasks.zh.png: node scripts/docs/screenshot.mjs http://localhost:3000 <API_TOKEN>
// The server must run on the simulator, with an empty list: the pictures show real runs of the samples.
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const [address, token] = process.argv.slice(2);
if (!address || !token) {
  console.error("usage: node scripts/docs/screenshot.mjs <address> <API_TOKEN>");
  process.exit(1);
}
const PICTURES = [
  { locale: "en-GB", file: "tasks.png", waiting: "2 waiting" },
  { locale: "zh-CN", file: "tasks.zh.png", waiting: "等待 2 个" },
];
const headers = { authorization: `Bearer ${token}` };

const text = (nodeId, fieldValue) => ({ nodeId, fieldName: "text", fieldValue });
const field = (nodeId, fieldName, fieldValue) => ({ nodeId, fieldName, fieldValue });

/** In the order of creation; `rest` is the status in which the pictures show it. */
const SCENES = [
  {
    workflowId: "1987654321098765402",
    description: "March cover",
    nodeInfoList: [text("2", "a garden in March, soft rain"), field("5", "seed", "518203947716")],
    rest: "SUCCESS",
  },
  {
    workflowId: "1987654321098765405",
    description: "Rain",
    nodeInfoList: [text("2", "gentle rain on a tin roof"), field("4", "seconds", 10)],
    rest: "SUCCESS",
  },
  {
    workflowId: "1987654321098765401",
    description: "Watercolour",
    nodeInfoList: [text("3", "watercolour, evening light")],
    rest: "FAILED",
    failure: "oom",
  },
  {
    workflowId: "1987654321098765404",
    description: "Take one",
    nodeInfoList: [text("4", "a paper boat on a rainy street")],
    rest: "STOPPED",
  },
  {
    workflowId: "1987654321098765402",
    description: "Lighthouse",
    nodeInfoList: [
      text("2", "a lighthouse at dawn"),
      text("3", "people"),
      field("4", "width", 1024),
      field("5", "steps", 30),
    ],
    rest: "SUCCESS",
  },
  {
    workflowId: "1987654321098765404",
    description: "Take two",
    nodeInfoList: [text("4", "a paper boat on a rainy street, slow camera"), field("6", "length", 49)],
    rest: "RUNNING",
    runMs: 600_000,
  },
  {
    workflowId: "1987654321098765403",
    description: "Shoes",
    nodeInfoList: [field("2", "alpha_matting", true)],
    rest: "PENDING",
  },
  {
    workflowId: "1987654321098765402",
    description: "April cover",
    nodeInfoList: [text("2", "a garden in April"), field("5", "seed", "518203947717")],
    rest: "PENDING",
  },
  {
    workflowId: "1987654321098765406",
    description: "Captions",
    nodeInfoList: [{ nodeId: "2", fieldName: "prompt", fieldValue: "What is in this picture?" }],
    rest: "READY",
  },
];

const { simulator, baseUrl } = (await call("GET", "/api/trpc/system.info")).result.data;
if (!simulator) throw new Error("this server runs on RunningHub itself; the pictures must cost nothing");
for (const scene of SCENES) await bring(scene);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
try {
  for (const { locale, file, waiting } of PICTURES) {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
      locale,
      extraHTTPHeaders: headers,
      reducedMotion: "reduce",
    });
    await page.goto(`${address}/tasks`);
    await page.locator("[data-freshness=live]").waitFor();
    await page.getByText(SCENES[0].description).waitFor();
    await page.getByText(waiting).waitFor();
    await page.evaluate(() => document.fonts.ready);
    const path = fileURLToPath(new URL(`../../docs/images/${file}`, import.meta.url));
    await page.screenshot({ path });
    console.log(`written: ${path}`);
    await page.close();
  }
} finally {
  await browser.close();
}

/** Makes the task and waits until it has come to where the picture wants it. */
async function bring({ rest, failure, runMs, ...task }) {
  const force = { queueMs: 300, runMs: runMs ?? 2_500, ...(failure && { failure }) };
  const start = rest !== "READY";
  if (start && rest !== "PENDING") await call("POST", "/__control/tasks/next", force, baseUrl);
  const { id } = await call("POST", "/api/tasks", { ...task, start });
  if (rest === "STOPPED") {
    await reached(id, "RUNNING", "SUCCESS");
    await call("POST", `/api/tasks/${id}/stop`);
  }
  await reached(id, rest);
}

async function reached(id, ...statuses) {
  for (let tries = 0; tries < 300; tries += 1) {
    const { status } = await call("GET", `/api/tasks/${id}/status`);
    if (statuses.includes(status)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`a task did not become ${statuses.join(" or ")}`);
}

async function call(method, path, body, base = address) {
  const answer = await fetch(base + path, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
