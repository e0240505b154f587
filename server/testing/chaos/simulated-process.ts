/**
 * One server process of the simulation. All of them live in one JavaScript thread; what belongs to which is told by the
 * asynchronous context. Nothing reaches a frozen process until it thaws, and nothing ever again a dead one.
 */
import { AsyncLocalStorage } from "node:async_hooks";

interface Operation {
  readonly name: string;
  statements: number;
}

interface Context {
  readonly process: SimulatedProcess;
  /** The repository method under way, for the names of crash points. */
  readonly operation: Operation | null;
}

const contexts = new AsyncLocalStorage<Context>();

export type ProcessState = "up" | "frozen" | "dead";

export class SimulatedProcess {
  private condition: ProcessState = "up";
  private held: (() => void)[] = [];

  constructor(readonly name: string) {}

  get state(): ProcessState {
    return this.condition;
  }

  /** Runs the code as this process: timers it sets and calls it makes belong to it. */
  run<T>(code: () => T): T {
    return contexts.run({ process: this, operation: null }, code);
  }

  /** Hands something from outside (an answer, a timer) to the process: now, when it thaws, or never. */
  deliver(news: () => void): void {
    if (this.condition === "up") news();
    else if (this.condition === "frozen") this.held.push(news);
  }

  freeze(): void {
    if (this.condition === "up") this.condition = "frozen";
  }

  thaw(): void {
    if (this.condition !== "frozen") return;
    this.condition = "up";
    const held = this.held;
    this.held = [];
    for (const news of held) this.deliver(news);
  }

  kill(): void {
    this.condition = "dead";
    this.held = [];
  }
}

/** The process whose code runs now, or null for the simulation itself. */
export function currentProcess(): SimulatedProcess | null {
  return contexts.getStore()?.process ?? null;
}

/** Runs the code as part of a named operation of the current process, if there is one. */
export function inOperation<T>(name: string, code: () => T): T {
  const context = contexts.getStore();
  return context ? contexts.run({ ...context, operation: { name, statements: 0 } }, code) : code();
}

/** The name of the next statement of the current operation: `AttemptRepository.accept/2`. */
export function nextStatementName(kind?: "begin" | "commit"): string {
  const operation = contexts.getStore()?.operation;
  if (!operation) return `database/${kind ?? "statement"}`;
  if (kind) return `${operation.name}/${kind}`;
  operation.statements += 1;
  return `${operation.name}/${operation.statements}`;
}
