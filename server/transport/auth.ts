/** Who asks? Every door and every page asks here. */
import { createHash, timingSafeEqual } from "node:crypto";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Actor, AskedFrom } from "@/lib/actor";
import { isAllowed, type Right } from "@/lib/rights";
import { currentRequest, newRequest } from "../log-context";
import { REQUEST_ID_HEADER } from "./request-log";
import { services } from "./services";

const API_TOKEN_ACTOR: Actor = { kind: "token", id: "api-token", name: "API token", role: "admin" };

/**
 * A bearer token, else a session cookie; a bad token does not fall back to the cookie.
 * @throws AppError NOT_READY
 */
export async function actorOf(requestHeaders: Headers): Promise<Actor | null> {
  const authorization = requestHeaders.get("authorization");
  const actor =
    authorization === null
      ? await services().signIn.actorOf(requestHeaders)
      : await bearer(bearerOf(authorization));
  const request = currentRequest();
  if (request && actor) request.actor = actor.name;
  return actor && { ...actor, from: askedFrom(requestHeaders) };
}

async function bearer(token: string | null): Promise<Actor | null> {
  if (token === null) return null;
  const { config, tokens } = services();
  if (config.apiToken !== null && sameSecret(token, config.apiToken)) return API_TOKEN_ACTOR;
  return tokens.actorOf(token);
}

/** Longer than any address with its zone. */
const MAX_ADDRESS = 60;

/** Where a request comes from. The server before us has left one address, by the proxies it trusts (scripts/start/client-address.mjs). */
export function askedFrom(requestHeaders: Headers): AskedFrom {
  const address = requestHeaders.get("x-forwarded-for")?.split(",")[0]?.trim().slice(0, MAX_ADDRESS);
  return {
    address: address || null,
    userAgent: requestHeaders.get("user-agent"),
    requestId: (currentRequest() ?? newRequest(requestHeaders.get(REQUEST_ID_HEADER))).id,
  };
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

/** For pages of those who have a right: to others they do not exist. @param from where to come back to */
export async function requireRight(right: Right, from: string): Promise<Actor> {
  const actor = await requireActor(from);
  if (!isAllowed(actor, right)) notFound();
  return actor;
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
