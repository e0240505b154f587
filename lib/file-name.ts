/** Names of files that people hand in, made fit for every system they may be saved on. Pure. */

const MAX_CHARACTERS = 200;
const MAX_ENDING_CHARACTERS = 16;
/** Invisible, or turning the direction of what follows: `gnp.exe` would be read as `exe.png`. */
const INVISIBLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** The ending without its dot, lower case; empty without one. */
export function endingOf(fileName: string): string {
  return /[^.]\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
}

/** The last part of a name that may be a whole path, in at most 200 characters, with its ending. */
export function cleanFileName(fileName: string): string {
  const base = fileName.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  const visible = base
    .replace(INVISIBLE, "")
    .trim()
    .replace(/[. ]+$/, "");
  const name = visible.replace(/^\.+(?=$)/, "") || "file";
  return shortened(RESERVED_ON_WINDOWS.test(name) ? `_${name}` : name);
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_CHARACTERS) return name;
  const ending = endingOf(name);
  const tail = ending !== "" && ending.length <= MAX_ENDING_CHARACTERS ? name.slice(-ending.length - 1) : "";
  return characters.slice(0, MAX_CHARACTERS - tail.length).join("") + tail;
}
