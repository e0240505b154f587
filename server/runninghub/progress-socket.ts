/** RunningHub's live progress: ComfyUI's own messages. Decoration only, for it is unstable: losing it changes nothing. */
import WebSocket from "ws";
import { z } from "zod";
import { isForbidden, lookupFor } from "../network/guarded-connect";

const messageSchema = z.object({
  type: z.string(),
  data: z
    .object({
      node: z.string().nullish(),
      value: z.number().optional(),
      max: z.number().positive().optional(),
      nodes: z.array(z.string()).optional(),
    })
    .loose(),
});

export interface Progress {
  /** 0 to 100; never goes back during a run. */
  readonly percent: number;
  /** The node at work, or null between two. */
  readonly node: string | null;
}

interface Follow {
  readonly url: string;
  /** The host that the account calls RunningHub at: the one that may lie in our own network. */
  readonly ownHost: string;
  /** How many nodes the graph has, when known: the share of finished ones is the percentage then. */
  readonly nodeCount: number | null;
  readonly onProgress: (progress: Progress) => void;
  /** RunningHub says the run is over; a look decides. */
  readonly onEnd: () => void;
  /** The socket is gone, for whatever reason. */
  readonly onClose: () => void;
}

const HANDSHAKE_MS = 10_000;
const MAX_MESSAGE_BYTES = 1024 * 1024;
const ENDINGS = ["execution_success", "execution_error", "execution_interrupted"];

/** @returns how to stop listening. */
export function followProgress(follow: Follow): () => void {
  const socket = open(follow);
  if (socket === null) {
    follow.onClose();
    return () => undefined;
  }
  const read = progressReader(follow.nodeCount);
  socket.on("message", (data, isBinary) => {
    if (isBinary) return; // previews of the picture
    const message = parse(String(data));
    if (!message) return;
    if (ENDINGS.includes(message.type)) follow.onEnd();
    const progress = read(message);
    if (progress) follow.onProgress(progress);
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", follow.onClose);
  return () => socket.terminate();
}

/** Null: the address leads into our own network. */
function open({ url, ownHost }: Follow): WebSocket | null {
  try {
    const lookup = lookupFor(new URL(url).hostname, ownHost);
    return new WebSocket(url, { handshakeTimeout: HANDSHAKE_MS, maxPayload: MAX_MESSAGE_BYTES, lookup });
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}

type Message = z.infer<typeof messageSchema>;

function parse(text: string): Message | null {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Turns messages into a percentage: (finished nodes + share of the one at work) / all nodes, or that share alone. */
export function progressReader(nodeCount: number | null): (message: Message) => Progress | null {
  const begun = new Set<string>();
  let node: string | null = null;
  let share = 0;
  let highest = 0;
  return ({ type, data }) => {
    if (type === "execution_cached") for (const cached of data.nodes ?? []) begun.add(cached);
    else if (type === "executing") {
      node = data.node ?? null;
      share = 0;
      if (node !== null) begun.add(node);
    } else if (type === "progress" && data.value !== undefined && data.max !== undefined)
      share = Math.min(1, data.value / data.max);
    else return null;
    const finished = begun.size - (node === null ? 0 : 1);
    const done =
      nodeCount === null ? share : Math.min(1, (finished + share) / Math.max(nodeCount, begun.size));
    highest = Math.max(highest, Math.floor(done * 100));
    return { percent: Math.min(99, highest), node };
  };
}
