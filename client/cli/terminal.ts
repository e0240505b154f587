/** What a command says: results to stdout, for other programs too; all else to stderr, as lines or as one line that changes. */

interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Of a process, all that commands use. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Screen;
  readonly stderr: Screen;
}

const BAR_CELLS = 24;
/** Back to the beginning of the line, and clear it. */
const AFRESH = "\r\u001b[2K";

export class Terminal {
  private shown = "";

  constructor(private readonly world: World) {}

  /** A person watches, and lines can be written over. */
  get isLive(): boolean {
    return this.world.stderr.isTTY === true;
  }

  /** A line of the result. */
  print(line: string): void {
    this.around(() => this.world.stdout.write(`${line}\n`));
  }

  /** A line about what is going on. */
  note(line: string): void {
    this.around(() => this.world.stderr.write(`${line}\n`));
  }

  /** Shows how far it is; nothing where nobody watches. */
  progress(done: number, total: number, words: string): void {
    if (!this.isLive) return;
    this.shown = `${bar(done, total)} ${words}`;
    this.world.stderr.write(AFRESH + this.shown);
  }

  /** Leaves the last progress standing. */
  end(): void {
    if (this.shown !== "") this.world.stderr.write("\n");
    this.shown = "";
  }

  private around(write: () => void): void {
    if (this.shown !== "") this.world.stderr.write(AFRESH);
    write();
    if (this.shown !== "") this.world.stderr.write(this.shown);
  }
}

function bar(done: number, total: number): string {
  const full = total === 0 ? BAR_CELLS : Math.floor((done / total) * BAR_CELLS);
  return "█".repeat(full) + "░".repeat(BAR_CELLS - full);
}
