/** Who asks? Every door and every page asks here. */
import { createHash, timingSafeEqual } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor } from "@/lib/actor";
import { services } from "./services";

const API_TOKEN_ACTOR: Actor = { kind: "token", id: "api-token", name: "API token", role: "admin" };

/**
 * A bearer token, else a session cookie; a bad token does not fall back to the cookie.
 * @throws AppError NOT_READY
 */
export async function actorOf(requestHeaders: Headers): Promise<Actor | null> {
  const { config, signIn } = services();
  const authorization = requestHeaders.get("authorization");
  if (authorization === null) return signIn.actorOf(requestHeaders);
  return config.apiToken !== null && sameSecret(bearerOf(authorization), config.apiToken)
    ? API_TOKEN_ACTOR
    : null;
}

/** The token of an Authorization header; null for another scheme. */
export function bearerOf(authorization: string | null): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1] ?? null;
}

/** Compares in constant time, whatever the lengths. */
export function sameSecret(given: string | null, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return given !== null && timingSafeEqual(digest(given), digest(expected));
}

/** For pages behind the sign-in: sends strangers to the right form. @param from where to come back to, a path of ours */
export async function requireActor(from?: string): Promise<Actor> {
  const actor = await actorOf(await headers());
  if (actor) return actor;
  if (!(await services().signIn.isSetUp())) redirect("/setup");
  redirect(from === undefined ? "/sign-in" : `/sign-in?from=${encodeURIComponent(from)}`);
}

/** For the sign-in page: whoever is signed in goes on, and without any user the set-up comes first. */
export async function requireSignedOut(): Promise<void> {
  if (!(await services().signIn.isSetUp())) redirect("/setup");
  if (await actorOf(await headers())) redirect("/tasks");
}

/** For the set-up page: it is there until the first administrator is. */
export async function requireNotSetUp(): Promise<void> {
  if (await services().signIn.isSetUp()) redirect("/sign-in");
}
