/** Who may do what: one table. Services decide by it, pages offer by it. Whoever is let in may look at the work. */
import type { Actor, Role } from "./actor";

const RIGHTS = {
  changeTasks: ["admin", "operator"],
  uploadFiles: ["admin", "operator"],
  changeWorkflows: ["admin", "operator"],
  controlQueue: ["admin", "operator"],
  shareViews: ["admin", "operator"],
  markResults: ["admin", "operator"],
  manageAccounts: ["admin"],
  manageFiles: ["admin"],
  managePeople: ["admin"],
  manageTokens: ["admin"],
  manageLimits: ["admin"],
  readAudit: ["admin"],
  readDiagnostics: ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;
export const RIGHT_NAMES = Object.keys(RIGHTS) as readonly Right[]; // the keys of a const object

export function rolesWith(right: Right): readonly Role[] {
  return RIGHTS[right];
}

export function isAllowed({ role }: Pick<Actor, "role">, right: Right): boolean {
  return rolesWith(right).includes(role);
}

/** The roles that may do no more than this one: what it may hand on. */
export function rolesUpTo(role: Role): readonly Role[] {
  const from: Readonly<Record<Role, readonly Role[]>> = {
    admin: ["viewer", "operator", "admin"],
    operator: ["viewer", "operator"],
    viewer: ["viewer"],
  };
  return from[role];
}

/** The one of both that may do less. */
export function lowerRole(one: Role, other: Role): Role {
  return rolesUpTo(one).includes(other) ? other : one;
}
