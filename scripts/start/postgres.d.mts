export interface DatabaseAccount {
  uid?: number;
  gid?: number;
}

export interface RunningPostgres {
  /** Connection string of the requested database. */
  url: string;
  port: number;
  pid: number;
  logFile: string;
  /** Settles when the server process has ended, for whatever reason. */
  exited: Promise<{ code: number | null; signal: string | null; error?: Error }>;
  stop(): Promise<void>;
}

export function startPostgres(options: {
  home: string;
  account?: DatabaseAccount;
  database?: string;
  settings?: Record<string, string>;
  disposable?: boolean;
  notice?: (line: string) => void;
}): Promise<RunningPostgres>;
