/** Files dropped on a sheet: their order, and the names by which cells know them. */

/** What tells two files of one name apart without reading them. */
export interface FileFacts {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** As people count: 2.png before 10.png. */
export function inNaturalOrder<T extends { readonly name: string }>(files: readonly T[]): T[] {
  return files.toSorted((one, other) => natural.compare(one.name, other.name));
}

export function isSameFile(one: FileFacts, other: FileFacts): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

/** The file's own name, or with a number before its ending when another file has that one: photo (2).png. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const [, stem = name, ending = ""] = /^(.*?)(\.[^.]*)?$/s.exec(name) ?? [];
  for (let number = 2; ; number += 1) {
    const candidate = `${stem} (${number})${ending}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Names as tables write them: without folders. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
