/** Asked by every service before it changes anything, or tells what is not everybody's. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { isAllowed, type Right, rolesWith } from "@/lib/rights";

/** @throws AppError FORBIDDEN, saying who can. */
export function authorize(actor: Actor, right: Right): void {
  if (isAllowed(actor, right)) return;
  throw new AppError(
    "FORBIDDEN",
    `A ${actor.role} may not do this; it takes the role ${rolesWith(right).join(" or ")}. Ask an administrator`,
  );
}
