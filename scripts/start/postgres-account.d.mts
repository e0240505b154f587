import type { DatabaseAccount } from "./postgres.mjs";

export function databaseAccount(cluster: string): DatabaseAccount;
export function canUse(path: string, permission: "r" | "w" | "x", account: DatabaseAccount): boolean;
