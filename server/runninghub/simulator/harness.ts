import { onTestFinished } from "vitest";
import { SIMULATOR_DEFAULT_KEY } from "./accounts";
import { parseJson } from "./json";
import { type Simulator, type SimulatorOptions, startSimulator } from "./server";

export const KEY = SIMULATOR_DEFAULT_KEY;
export const TEXT_TO_IMAGE = "1987654321098765402";
export const RESTYLE = "1987654321098765401";
export const PORTRAIT_APP = "1987654321098765407";

// As loose as the platform types a JSON reply: a test states what it expects of each.
type Reply = Awaited<ReturnType<Response["json"]>>;

export class TestClock {
  value = Date.UTC(2026, 0, 5, 12);
  now = () => this.value;
}

export interface TestBench {
  simulator: Simulator;
  clock: TestClock;
  url: string;
  /** POSTs JSON as v1 clients do, with the key in the body. */
  v1(path: string, body?: object, key?: string): Promise<Reply>;
  /** POSTs JSON as v2 clients do, with the key in the header. */
  v2(path: string, body?: object, key?: string): Promise<Reply>;
  control(path: string, body?: object, method?: string): Promise<Reply>;
  /** Creates a task, with the default key unless told otherwise, and returns its id. */
  create(body?: object): Promise<string>;
  /** Moves the virtual time, as tests in other processes do. */
  advance(ms: number): Promise<void>;
  upload(bytes: Uint8Array, name: string): Promise<Reply>;
}

export const readReply = async (response: Response): Promise<Reply> => parseJson(await response.text());

/** A running simulator on a free port with a clock that stands still. Closed when the test ends. */
export async function openBench(options: SimulatorOptions = {}): Promise<TestBench> {
  const clock = new TestClock();
  const simulator = await startSimulator({ clock, ...options });
  onTestFinished(() => simulator.close());
  const { url } = simulator;
  const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
    readReply(
      await fetch(url + path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
      }),
    );
  const bench: TestBench = {
    ...{ simulator, clock, url },
    v1: (path, body = {}, key = KEY) => post(path, { apiKey: key, ...body }),
    v2: (path, body = {}, key = KEY) => post(path, body, { authorization: `Bearer ${key}` }),
    control: async (path, body, method = body ? "POST" : "GET") =>
      readReply(
        await fetch(`${url}/__control${path}`, { method, body: body ? JSON.stringify(body) : undefined }),
      ),
    create: async (body = {}) => {
      const reply = await bench.v1("/task/openapi/create", { workflowId: TEXT_TO_IMAGE, ...body });
      if (reply.code !== 0) throw new Error(`create was refused: ${JSON.stringify(reply)}`);
      return reply.data.taskId;
    },
    advance: async (ms) => {
      await bench.control("/advance", { ms });
    },
    upload: async (bytes, name) => {
      const form = new FormData();
      form.set("apiKey", KEY);
      form.set("file", new File([new Uint8Array(bytes)], name));
      return readReply(await fetch(`${url}/task/openapi/upload`, { method: "POST", body: form }));
    },
  };
  return bench;
}
