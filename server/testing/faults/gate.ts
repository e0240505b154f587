/** Holds back what has arrived, until it is let through: so a test decides what happens in between. */
export class Gate {
  private held: { readonly what: string; readonly opened: Promise<void>; readonly open: () => void } | null =
    null;
  private waiting = 0;

  /** Something of what is held has arrived. */
  get isReached(): boolean {
    return this.waiting > 0;
  }

  hold(what: string): void {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.held = { what, opened, open };
  }

  async pass(what: string): Promise<void> {
    if (this.held?.what !== what) return;
    this.waiting += 1;
    await this.held.opened;
  }

  release(): void {
    this.held?.open();
    this.held = null;
  }
}
