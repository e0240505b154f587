/** What a person looks for, cut into the pieces that an index has: the same as the database's `search_pieces` of a text. */

/** Longer searches are told apart well enough by their first pieces. */
const MAX_PIECES = 40;

/**
 * Three letters or digits in a row, two with the blank that begins or ends them, and two characters in a row of other
 * scripts. A text that contains the words has all of these pieces; the reverse need not be true.
 * @param words in lower case
 * @returns none for words that are too short to be looked up
 */
export function piecesOf(words: string): string[] {
  const letters = (words.match(/[a-z0-9]{3,}/g) ?? []).flatMap((run) => windows(run, 3));
  const begun = [...words.matchAll(/(?<= )[a-z0-9]{2}/g)].map(([start]) => ` ${start}`);
  const ended = [...words.matchAll(/[a-z0-9]{2}(?= )/g)].map(([end]) => `${end} `);
  const others = (words.match(/[^\p{ASCII}]{2,}/gu) ?? []).flatMap((run) => windows(run, 2));
  return [...new Set([...letters, ...begun, ...ended, ...others])].slice(0, MAX_PIECES);
}

function windows(run: string, size: number): string[] {
  const characters = [...run];
  return characters.slice(size - 1).map((_, from) => characters.slice(from, from + size).join(""));
}

/** A LIKE pattern for texts that contain the words, taken as they are. */
export function containing(words: string): string {
  return `%${words.replace(/[\\%_]/g, "\\$&")}%`;
}
