/** Who may do what: one table, asked by every service before it changes anything. */
import type { Actor, Role } from "@/lib/actor";
import { AppError } from "@/lib/errors";

const ROLES_ALLOWED = {
  changeTasks: ["admin", "operator"],
  uploadFiles: ["admin", "operator"],
  changeWorkflows: ["admin", "operator"],
  controlQueue: ["admin", "operator"],
  shareViews: ["admin", "operator"],
  markResults: ["admin", "operator"],
  manageAccounts: ["admin"],
  manageFiles: ["admin"],
} as const satisfies Record<string, readonly Role[]>;
export type Right = keyof typeof ROLES_ALLOWED;

/** @throws AppError FORBIDDEN, saying who can. */
export function authorize(actor: Actor, right: Right): void {
  const allowed: readonly Role[] = ROLES_ALLOWED[right];
  if (!allowed.includes(actor.role)) {
    throw new AppError(
      "FORBIDDEN",
      `A ${actor.role} may not do this; it takes the role ${allowed.join(" or ")}. Ask an administrator`,
    );
  }
}
