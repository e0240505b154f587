import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const LOOK_MS = 100;

/** What stands in front of several processes: sends each request to one that says it is ready, in turn. It never sends one twice. */
export class Balancer {
  /** What a client was not answered, or not to the end, through no fault of its own. */
  readonly failures: string[] = [];
  private ready: string[] = [];
  private turn = 0;
  private readonly looks: NodeJS.Timeout;

  private constructor(
    private readonly targets: readonly string[],
    private readonly server: Server,
  ) {
    server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) =>
      this.pass(incoming, outgoing),
    );
    this.looks = setInterval(() => void this.look(), LOOK_MS);
  }

  /** @param targets addresses of the processes, without a slash at the end */
  static async start(targets: readonly string[]): Promise<Balancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const balancer = new Balancer(targets, server);
    await balancer.look();
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // it listens on TCP
  }

  get readyCount(): number {
    return this.ready.length;
  }

  async stop(): Promise<void> {
    clearInterval(this.looks);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async look(): Promise<void> {
    const answers = await Promise.all(
      this.targets.map((target) =>
        fetch(`${target}/api/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    this.ready = this.targets.filter((_, index) => answers[index]);
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.turn += 1;
    const target = this.ready[this.turn % Math.max(1, this.ready.length)];
    const what = `${incoming.method} ${incoming.url}`;
    if (target === undefined) {
      this.failures.push(`${what}: nobody is ready`);
      outgoing.writeHead(503).end();
      return;
    }
    const { host: _ours, connection: _hop, ...headers } = incoming.headers;
    // A connection of its own: one that is kept might be closed just as it is used again.
    const onward = request(target + incoming.url, { method: incoming.method, headers, agent: false });
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on("error", () => outgoing.destroy());
    });
    onward.on("error", (error) => {
      if (outgoing.destroyed || outgoing.headersSent) return outgoing.destroy();
      this.failures.push(`${what}: ${error.message}`);
      outgoing.writeHead(502).end();
    });
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  }
}
