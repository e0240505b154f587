/** How people sign in by OpenID Connect, as the environment says, and which role a provider gives them. */
import { z } from "zod";
import { ROLES, type Role } from "@/lib/actor";
import { isLoopback } from "../network/loopback";

export interface OidcSettings {
  /** Exactly as the provider spells it, a slash at the end included. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call the provider; null: no name. */
  readonly name: string | null;
  /** Separated by spaces. */
  readonly scopes: string;
  /** Is an address verified of which the provider does not say so? */
  readonly emailTrusted: boolean;
  /** What somebody becomes whom nobody has invited; null: they do not come in. */
  readonly defaultRole: Role | null;
  /** Null: roles are given here, not by the provider. */
  readonly roles: { readonly claim: string; readonly byValue: ReadonlyMap<string, Role> } | null;
}

export const issuerSchema = z.url({ protocol: /^https?$/ }).refine(
  // What is no URL at all is refused already.
  (value) => !URL.canParse(value) || isIssuer(new URL(value)),
  "must be the issuer's https:// address (http:// on this machine only), without /.well-known, ? and #",
);

function isIssuer({ protocol, hostname, pathname, search, hash }: URL): boolean {
  const isSafe = protocol === "https:" || isLoopback(hostname);
  return isSafe && search === "" && hash === "" && !pathname.includes("/.well-known/");
}

export const scopesSchema = z
  .string()
  .refine((value) => value.split(" ").includes("openid"), "must contain openid");

/** `value:role`, separated by commas. */
export const rolesSchema = z.string().transform((text, context): ReadonlyMap<string, Role> => {
  const byValue = new Map<string, Role>();
  for (const pair of text.split(",")) {
    const colon = pair.lastIndexOf(":");
    const value = pair.slice(0, Math.max(colon, 0)).trim();
    const role = ROLES.find((known) => known === pair.slice(colon + 1).trim());
    if (value === "" || role === undefined) {
      context.addIssue({ code: "custom", message: `must be like "leads:admin, artists:operator"` });
      return z.NEVER;
    }
    byValue.set(value, role);
  }
  return byValue;
});

/** The role that may do most of those the provider's claims stand for; null for none of them. */
export function toldRole(
  claims: Readonly<Record<string, unknown>>,
  { claim, byValue }: NonNullable<OidcSettings["roles"]>,
): Role | null {
  const told = [claimOf(claims, claim)].flat();
  const roles = told.map((value) => (typeof value === "string" ? byValue.get(value) : undefined));
  return ROLES.find((role) => roles.includes(role)) ?? null;
}

/** By its name, which may have dots; else as a path, as in `realm_access.roles`. */
export function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split(".").reduce<unknown>((inner, key) => {
    const isObject = typeof inner === "object" && inner !== null && Object.hasOwn(inner, key);
    return isObject ? Reflect.get(inner, key) : undefined;
  }, claims);
}
