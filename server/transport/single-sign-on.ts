/** The way to the sign-in provider and back. Whatever goes wrong is told on the sign-in page. */
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { SignOnProblem } from "@/lib/single-sign-on";
import { CALLBACK_PATH, SIGN_ON_SECONDS } from "../auth/single-sign-on";
import { admit } from "./admission";
import { askedFrom, requireSignedOut } from "./auth";
import { isOverHttps, keepSession, ownPath } from "./auth-forms";
import { originOf } from "./origin";
import { appErrorOf } from "./refusal";
import { logUnexpected } from "./report-unexpected";
import { services } from "./services";

const BEGIN_PATH = "/sign-in/oidc";
/** Sent to the callback alone. `Lax`: it must come along when the provider sends the browser back. */
const COOKIE = { name: "hubqueue.sign_on", path: CALLBACK_PATH, httpOnly: true, sameSite: "lax" } as const;
/** A cookie holds 4,096 characters, sealing and the provider's secrets included. */
const MAX_PATH = 1_500;

/** What the sign-in page offers besides the password. */
export interface SignOnOffer {
  /** What people call the provider; null: no name. */
  readonly name: string | null;
  readonly href: string;
}

/**
 * Null when no provider is configured.
 * @param from where the person wants to be
 */
export function signOnOffer(from: string | undefined): SignOnOffer | null {
  const { singleSignOn, config } = services();
  if (singleSignOn === null) return null;
  // By the address that the provider sends people back to: cookies of another one would not be there.
  const query = from === undefined ? "" : `?from=${encodeURIComponent(from)}`;
  return { name: singleSignOn.name, href: `${config.publicUrl ?? ""}${BEGIN_PATH}${query}` };
}

/** Sends the browser to the provider. */
export async function beginSignOn(request: Request): Promise<never> {
  const from = ownPath(new URL(request.url).searchParams.get("from"));
  const to = from.length > MAX_PATH ? "/tasks" : from;
  await turnAwayTooMany(request, to);
  await requireSignedOut();
  const { singleSignOn, config } = services();
  if (singleSignOn === null) notFound();
  const begun = await singleSignOn.begin(originOf(request, config.publicUrl), to).catch(unexpected);
  if ("problem" in begun) redirect(signInPage(begun.problem, to));
  const { name, ...options } = COOKIE;
  const secure = await isOverHttps();
  (await cookies()).set(name, begun.kept, { ...options, secure, maxAge: SIGN_ON_SECONDS });
  redirect(begun.url);
}

/** The browser is back from the provider. What it has kept is good once. */
export async function endSignOn(request: Request): Promise<never> {
  await turnAwayTooMany(request, null);
  const { singleSignOn, config } = services();
  if (singleSignOn === null) notFound();
  const jar = await cookies();
  const kept = jar.get(COOKIE.name)?.value ?? null;
  const { name, ...options } = COOKIE;
  jar.set(name, "", { ...options, maxAge: 0 });
  const ended = await singleSignOn
    .finish(
      originOf(request, config.publicUrl),
      new URL(request.url).search,
      kept,
      askedFrom(request.headers),
    )
    .catch(unexpected);
  if ("problem" in ended) redirect(signInPage(ended.problem, ended.to));
  await keepSession(ended);
  redirect(ended.to);
}

/** Each try asks the provider and the database: strangers have so many of them as of everything. */
async function turnAwayTooMany(request: Request, to: string | null): Promise<void> {
  const isTooMany = await admit(request.headers, null, "read").then(
    () => false,
    (error: unknown) => {
      if (appErrorOf(error)?.code === "RATE_LIMITED") return true;
      throw error;
    },
  );
  if (isTooMany) redirect(signInPage("tooMany", to));
}

function unexpected(error: unknown): { readonly problem: SignOnProblem; readonly to: null } {
  logUnexpected(error);
  return { problem: "other", to: null };
}

function signInPage(problem: SignOnProblem, to: string | null): string {
  return `/sign-in?${new URLSearchParams({ problem, ...(to !== null && { from: to }) })}`;
}
