/** Follows the live progress of running attempts, as decoration: nothing waits for it and nothing breaks without it. */
import type { Logger } from "../log";
import type { WatchedAttempt, WatchRepository } from "../persistence/watch-repository";
import type { RunningHubClient, RunningHubCredentials } from "../runninghub/contract";
import type { followProgress, Progress } from "../runninghub/progress-socket";

interface Ports {
  readonly watch: Pick<WatchRepository, "progress" | "lookNow" | "nodeCount">;
  readonly runningHub: Pick<RunningHubClient, "progressUrl">;
  readonly followProgress: typeof followProgress;
  readonly kick: () => void;
  readonly log: Logger;
}

/** Screens need no more than this. */
const WRITE_EVERY_MS = 500;

export class ProgressService {
  private readonly followed = new Map<string, () => void>();
  /** Those whose socket has told something. */
  private readonly connected = new Set<string>();

  constructor(private readonly ports: Ports) {}

  /** Begins to follow the run unless it is followed already. Never throws; returns at once. */
  follow(attempt: WatchedAttempt, remoteId: string, credentials: RunningHubCredentials): void {
    if (this.followed.has(attempt.id)) return;
    this.followed.set(attempt.id, () => undefined);
    this.connect(attempt, remoteId, credentials).catch((error: unknown) => {
      this.followed.delete(attempt.id);
      this.ports.log.debug({ err: error }, "no live progress");
    });
  }

  /** Its socket is open, so its end will be told. */
  isFollowed(attemptId: string): boolean {
    return this.connected.has(attemptId);
  }

  /** The run is over. */
  forget(attemptId: string): void {
    this.followed.get(attemptId)?.();
    this.followed.delete(attemptId);
    this.connected.delete(attemptId);
  }

  stop(): void {
    for (const stop of this.followed.values()) stop();
    this.followed.clear();
  }

  private async connect(
    attempt: WatchedAttempt,
    remoteId: string,
    credentials: RunningHubCredentials,
  ): Promise<void> {
    const url = await this.ports.runningHub.progressUrl(credentials, remoteId);
    const nodeCount = await this.ports.watch.nodeCount(attempt.taskId);
    // Stopped meanwhile, or RunningHub offers none: the entry stays, so that it is not asked again for this run.
    if (url === null || !this.followed.has(attempt.id)) return;
    const write = this.writer(attempt.id);
    const stop = this.ports.followProgress({
      url,
      ownHost: new URL(credentials.baseUrl).hostname,
      nodeCount,
      onProgress: (progress) => {
        this.connected.add(attempt.id);
        write(progress);
      },
      onEnd: () => void this.look(attempt.id),
      onClose: () => {
        this.followed.delete(attempt.id);
        this.connected.delete(attempt.id);
      },
    });
    this.followed.set(attempt.id, stop);
  }

  private writer(attemptId: string): (progress: Progress) => void {
    let writtenAt = Number.NEGATIVE_INFINITY;
    return (progress) => {
      if (performance.now() - writtenAt < WRITE_EVERY_MS) return;
      writtenAt = performance.now();
      this.ports.watch
        .progress(attemptId, progress)
        .catch((error: unknown) => this.ports.log.debug({ err: error }, "progress not written"));
    };
  }

  private async look(attemptId: string): Promise<void> {
    await this.ports.watch
      .lookNow(attemptId)
      .catch((error: unknown) => this.ports.log.debug({ err: error }, "look not moved"));
    this.ports.kick();
  }
}
