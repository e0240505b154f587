/** Is this process fit to serve? For load balancers, `npm start`, and people who wonder. */
interface Ports {
  readonly pingDatabase: () => Promise<void>;
  readonly isDraining: () => boolean;
  /** Null while this process does not run the queue. */
  readonly passAgeSeconds: () => number | null;
  readonly isLeader: () => boolean;
}

export interface Readiness {
  readonly ready: boolean;
  /** "ok", or what is wrong, per check. */
  readonly checks: Readonly<Record<string, string>>;
}

const STUCK_AFTER_SECONDS = 60;

export class HealthService {
  constructor(private readonly ports: Ports) {}

  async ready(): Promise<Readiness> {
    const database = await this.ports.pingDatabase().then(
      () => "ok",
      () => "PostgreSQL does not answer",
    );
    const age = this.ports.passAgeSeconds();
    const stuck = this.ports.isLeader() && age !== null && age > STUCK_AFTER_SECONDS;
    const checks = {
      database,
      server: this.ports.isDraining() ? "shutting down" : "ok",
      scheduler: stuck ? `no finished pass for ${Math.round(age)} s` : "ok",
    };
    return { ready: Object.values(checks).every((value) => value === "ok"), checks };
  }
}
