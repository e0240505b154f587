/** The examples of docs/client.md: whole programs, each with what it prints. */
import { readFileSync } from "node:fs";
import path from "node:path";

export interface DocumentedProgram {
  /** Of its file, without an ending. */
  readonly name: string;
  /** The heading it stands under. */
  readonly heading: string;
  readonly program: string;
  /** What it prints, where "…" stands for anything within a line. */
  readonly prints: RegExp;
}

const DOCUMENT = path.resolve(import.meta.dirname, "../../docs/client.md");
const EXAMPLE = /^## (?<heading>.+)$|^```ts\n(?<program>[\s\S]*?)\n```\n\n```text\n(?<text>[\s\S]*?)\n```$/gm;

export function documentedPrograms(): DocumentedProgram[] {
  const found: DocumentedProgram[] = [];
  let heading = "";
  for (const { groups } of readFileSync(DOCUMENT, "utf8").matchAll(EXAMPLE)) {
    if (groups?.heading !== undefined) heading = groups.heading;
    if (groups?.program === undefined) continue;
    const name = heading.toLowerCase().replaceAll(/\W+/g, "-");
    found.push({ name, heading, program: groups.program, prints: patternOf(groups.text ?? "") });
  }
  return found;
}

/** How many programs the document has, each of which must be among those that run. */
export function countPrograms(): number {
  return readFileSync(DOCUMENT, "utf8").split("\n```ts\n").length - 1;
}

function patternOf(text: string): RegExp {
  const parts = text.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}\n$`);
}
