/**
 * A TCP proxy that can go silent as a network does when a machine, a cable or a firewall's memory is lost: connections
 * stay open on both sides, what is sent vanishes, nobody is told.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

interface Link {
  readonly near: Socket;
  readonly far: Socket;
  dead: boolean;
}

export interface Silence {
  /** New connections are silent too, until `heal`. */
  readonly newOnes: boolean;
}

export class HalfOpenProxy {
  private readonly links = new Set<Link>();
  private silent = false;

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
  ) {}

  /** @param targetPort where connections lead, on 127.0.0.1. */
  static async start(targetPort: number): Promise<HalfOpenProxy> {
    const server = createServer();
    const proxy = new HalfOpenProxy(server, targetPort);
    server.on("connection", (near) => proxy.open(near));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    // A listening TCP server's address is never a pipe name.
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on the connections there are carry nothing, in either direction, and their ends are told of nothing. */
  silence({ newOnes }: Silence): void {
    this.silent = newOnes;
    for (const link of this.links) this.kill(link);
  }

  /** New connections work. Those that went silent stay so: that is what half-open means. */
  heal(): void {
    this.silent = false;
  }

  /** Ends the silent connections with a reset, as a peer does that knows nothing of them. */
  reset(): void {
    for (const link of this.links) {
      if (!link.dead) continue;
      link.near.resetAndDestroy();
      link.far.resetAndDestroy();
      this.links.delete(link);
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.silence({ newOnes: true });
    this.reset();
    await closed;
  }

  private open(near: Socket): void {
    const far = connect(this.targetPort, "127.0.0.1");
    const link = { near, far, dead: false };
    this.links.add(link);
    near.pipe(far);
    far.pipe(near);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on("error", () => undefined);
      end.on("close", () => {
        if (link.dead) return;
        other.destroy();
        this.links.delete(link);
      });
    }
    if (this.silent) this.kill(link);
  }

  /** What arrives is read and dropped, or the sender's kernel would hold it back and then deliver it late. */
  private kill(link: Link): void {
    link.dead = true;
    link.near.unpipe(link.far).resume();
    link.far.unpipe(link.near).resume();
  }
}
