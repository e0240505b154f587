/** Names of files in one folder: no two are equal, also where large and small letters are the same. */
export class DistinctNames {
  private readonly taken: Set<string>;

  /** @param reserved names that somebody else will use */
  constructor(reserved: readonly string[] = []) {
    this.taken = new Set(reserved.map(folded));
  }

  /** The name itself or, where there is one like it, with a number before its ending. */
  of(name: string): string {
    const dot = name.lastIndexOf(".");
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
    let distinct = name;
    for (let number = 2; this.taken.has(folded(distinct)); number += 1)
      distinct = `${stem} (${number})${ending}`;
    this.taken.add(folded(distinct));
    return distinct;
  }
}

const folded = (name: string) => name.normalize("NFC").toLowerCase();
