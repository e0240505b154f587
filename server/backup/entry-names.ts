/** How the entries of an archive are called. */
export const MANIFEST_ENTRY = "manifest.json";
export const APP_SECRET_ENTRY = "app-secret";

export type EntryKind =
  | { readonly kind: "rows"; readonly table: string; readonly part: number }
  | { readonly kind: "file"; readonly key: string }
  | { readonly kind: "appSecret" }
  | { readonly kind: "manifest" };

/** @param part from 1 */
export const rowsEntry = (table: string, part: number): string =>
  `database/${table}/${String(part).padStart(6, "0")}.copy.gz`;

/** @param key of the store of files */
export const fileEntry = (key: string): string => `files/${key}`;

/** Null for a name that no archive of ours has. */
export function kindOf(name: string): EntryKind | null {
  if (name === MANIFEST_ENTRY) return { kind: "manifest" };
  if (name === APP_SECRET_ENTRY) return { kind: "appSecret" };
  const [, table, part] = /^database\/([^/]+)\/(\d{6,})\.copy\.gz$/.exec(name) ?? [];
  if (table !== undefined && part !== undefined) return { kind: "rows", table, part: Number(part) };
  const [, key] = /^files\/(.+)$/.exec(name) ?? [];
  return key === undefined ? null : { kind: "file", key };
}
