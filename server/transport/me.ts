import type { Actor } from "@/lib/actor";
import type { MeView } from "@/lib/people-schemas";

/** What whoever asks is told of themselves. */
export function meOf({ kind, id, name, role }: Actor): MeView {
  return { kind, id, name, role };
}
