const MOST = 48;

/** A name inside a sentence: of a very long one the beginning, so that the rest of the sentence is still read. */
export function shortName(name: string): string {
  const characters = [...name];
  return characters.length <= MOST ? name : `${characters.slice(0, MOST - 1).join("")}…`;
}
