/** The queue's own lines, small and large: filled once, used by each part that claims. */
import { fill, tidy } from "./backlog";
import { type ClaimLine, openClaimLine } from "./claim-line";
import { type Ground, withClient } from "./ground";
import { count } from "./numbers";
import type { Scale } from "./scale";

export interface OwnLine {
  readonly url: string;
  readonly accountId: string;
  readonly line: ClaimLine;
}

export interface OwnLines {
  readonly small: OwnLine;
  readonly big: OwnLine;
}

const filled = new WeakMap<Ground, OwnLines>();

/** As after an undisturbed night: what earlier parts left behind is vacuumed. */
export async function ownLines(ground: Ground, scale: Scale, say: (what: string) => void): Promise<OwnLines> {
  const known = filled.get(ground);
  if (known) {
    for (const { url } of [known.small, known.big]) await withClient(url, tidy);
    return known;
  }
  const open = async (name: string, size: Parameters<typeof fill>[1]): Promise<OwnLine> => {
    say(`filling a database: ${count(size.pending)} waiting, ${count(size.finalized)} finalized`);
    const url = await ground.database(name, "product");
    const accountId = await withClient(url, (client) => fill(client, size));
    return { url, accountId, line: await openClaimLine(url, accountId) };
  };
  const claims = scale.rounds * scale.claimsPerRound;
  const lines = {
    // The claims walk on: the small line begins longer by those of both parts, and ends at its name.
    small: await open("small", { ...scale.small, pending: scale.small.pending + 2 * claims }),
    big: await open("big", { ...scale.big, front: claims + scale.held }),
  };
  filled.set(ground, lines);
  return lines;
}

export async function closeOwnLines(ground: Ground): Promise<void> {
  const known = filled.get(ground);
  if (!known) return;
  await known.small.line.close();
  await known.big.line.close();
}
