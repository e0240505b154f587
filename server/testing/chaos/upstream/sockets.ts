/** RunningHub's live progress as a process hears it in virtual time. */
import type { followProgress } from "../../../runninghub/progress-socket";
import type { Random } from "../random";
import type { SimulatedProcess } from "../simulated-process";
import type { Upstream } from "./upstream";

interface Time {
  after(ms: number, callback: () => void): () => void;
}

export interface SocketHabits {
  /** Share of sockets that close before the end of their run, at any moment of it. */
  readonly breaking: number;
}

const ADDRESS = "wss://upstream.test/";

export function socketAddress(remoteId: string): string {
  return `${ADDRESS}${remoteId}`;
}

/** Stands in for `followProgress`: the first message soon after it opens, the end 50 to 600 ms after it happened. */
export function socketsOf(
  process: SimulatedProcess,
  {
    upstream,
    time,
    random,
    habits,
  }: { upstream: Upstream; time: Time; random: Random; habits: SocketHabits },
): typeof followProgress {
  return ({ url, onProgress, onEnd, onClose }) => {
    let open = true;
    const later = (ms: number, news: () => void) =>
      time.after(ms, () => {
        if (open) process.deliver(() => process.run(news));
      });
    const close = () => {
      open = false;
      onClose();
    };
    later(random.between(50, 300), () => onProgress({ percent: 1, node: null }));
    const run = upstream.ledger.find(url.slice(ADDRESS.length));
    if (run && random.chance(habits.breaking)) {
      later(random.between(0, run.naturalEndAt - run.acceptedAt), close);
    }
    upstream.whenEnded(run, () =>
      later(random.between(50, 600), () => {
        onEnd();
        close();
      }),
    );
    return () => {
      open = false;
    };
  };
}
