/** A deliberately broken engine. Made from outside, by other SQL or other methods; the product has no switches for it. */
import { Prisma } from "../../../persistence/prisma";
import type { Theme } from "../scenario";
import type { SqlRewrite } from "../simulated-database";

export interface Variant {
  readonly name: string;
  /** What it does wrong. */
  readonly wrong: string;
  /** Storms in which it shows soonest. */
  readonly themes: readonly Theme[];
  /** A seed that shows it at present: tried first. */
  readonly shownBy: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly change?: Change;
  /** Changes of the database that take a guard away, and put it back. */
  readonly sql?: { readonly break: string; readonly mend: string };
  /** Functions of the database with other words; a word that is not there is an error. */
  readonly functions?: readonly OtherFunction[];
}

export interface OtherFunction {
  readonly name: string;
  readonly right: string;
  readonly wrong: string;
}

export interface Change {
  readonly rewrite?: SqlRewrite;
  /** Puts the wrong methods in place; returns how to put the right ones back. */
  readonly install?: () => () => void;
  /** How often something wrong was done in place of something right: never means that the variant tests nothing. */
  readonly times: () => number;
}

/** Statements of the named operation with other words. */
export function otherSql(operation: string, right: string, wrong: string): Change {
  let times = 0;
  const rewrite: SqlRewrite = (statement, name) => {
    if (!name.startsWith(operation) || !statement.strings.some((part) => part.includes(right)))
      return statement;
    times += 1;
    return new Prisma.Sql(
      statement.strings.map((part) => part.replaceAll(right, wrong)),
      statement.values,
    );
  };
  return { rewrite, times: () => times };
}

type Method = (this: unknown, ...args: never[]) => unknown;

/** Another method in place of the one with this name; `wrong` gets the right one and must tell when it does wrong. */
export function otherMethod<M extends Method>(
  prototype: object,
  name: string,
  wrong: (right: M, did: () => void) => M,
): Change {
  let times = 0;
  const did = () => {
    times += 1;
  };
  const install = () => {
    const right: unknown = Reflect.get(prototype, name);
    if (typeof right !== "function") throw new Error(`there is no method ${name}`);
    const value = wrong(right as M, did); // the caller names the method's type beside its name
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
    return () =>
      void Object.defineProperty(prototype, name, { value: right, configurable: true, writable: true });
  };
  return { install, times: () => times };
}

/** Several changes as one; each of them counts. */
export function together(...changes: readonly Change[]): Change {
  return {
    rewrite: (statement, name) =>
      changes.reduce((changed, change) => change.rewrite?.(changed, name) ?? changed, statement),
    install: () => {
      const undo = changes.map((change) => change.install?.());
      return () => {
        for (const each of undo.reverse()) each?.();
      };
    },
    times: () => Math.min(...changes.map((change) => change.times())),
  };
}
