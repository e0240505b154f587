/** The forms in front of the door: sign in, set up, come in by a link, sign out. */

import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import type { AskedFrom } from "@/lib/actor";
import { emailSchema, passwordSchema, personNameSchema, useLinkSchema } from "@/lib/people-schemas";
import type { SessionCookies } from "../auth/sign-in";
import { type ActionError, actionErrorOf } from "./action";
import { services } from "./services";

/** State of a form for useActionState; `message` is ready to be shown in the person's language. */
export interface AuthFormState {
  readonly error?: ActionError;
  /** What was typed, for a page that the server renders anew because there is no JavaScript yet. Never the password. */
  readonly typed?: { readonly email: string; readonly name: string };
}

export const signInForm = z.object({ email: z.string().max(320), password: z.string().max(1_000) });

export const setupForm = z.object({
  email: emailSchema,
  name: personNameSchema,
  password: passwordSchema,
});

/** The form's text fields; a missing one is empty, so that the schema names it. */
export function textFields(formData: FormData): Record<string, string> {
  const text = (name: string) => {
    const value = formData.get(name);
    return typeof value === "string" ? value : "";
  };
  return { email: text("email"), password: text("password"), name: text("name") };
}

/** Where to go after signing in. */
export function destination(formData: FormData): string {
  return ownPath(formData.get("from"));
}

/** Only a page of ours; the list of tasks for anything else. */
export function ownPath(from: unknown): string {
  if (typeof from !== "string" || !from.startsWith("/")) return "/tasks";
  const here = "http://here.invalid";
  // Browsers read "//host" and "/\host" as another site's address.
  const url = URL.canParse(from, here) ? new URL(from, here) : null;
  return url?.origin === here ? url.pathname + url.search : "/tasks";
}

/** Hands the session to the browser. */
export async function keepSession({ cookies: setCookies }: SessionCookies): Promise<void> {
  const jar = await cookies();
  const secure = await isOverHttps();
  for (const [name, cookie] of setCookies.flatMap((line) => [...parseSetCookieHeader(line)])) {
    jar.set(name, cookie.value, { ...toCookieOptions(cookie), secure });
  }
}

/** Did the browser come over HTTPS? Then cookies are `Secure`; plain HTTP must work too. */
export async function isOverHttps(): Promise<boolean> {
  return (await headers()).get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

/** Runs one form; a refusal comes back in words from the messages, with what was typed. */
export async function submit(
  formData: FormData,
  work: (signIn: ReturnType<typeof services>["signIn"]) => Promise<SessionCookies>,
  words: (error: ActionError) => string,
): Promise<AuthFormState> {
  try {
    await keepSession(await work(services().signIn));
    return {};
  } catch (error) {
    const told = actionErrorOf(error);
    const { email = "", name = "" } = textFields(formData);
    return { error: { ...told, message: words(told) }, typed: { email, name } };
  }
}

/** Uses the link that the form came with, and signs in. @throws AppError LINK_NOT_FOUND, EMAIL_TAKEN, INVALID_INPUT */
export async function comeIn(formData: FormData, from: AskedFrom): Promise<SessionCookies> {
  const { entry, signIn } = services();
  const { name, password } = textFields(formData);
  const token = formData.get("token");
  const { email } = await entry.use(useLinkSchema.parse({ token, name, password }), from);
  return signIn.signIn({ email, password: password ?? "" }, from);
}

/** What a link is for; null when it is not good any more. */
export function linkBehind(token: string) {
  return services().entry.look(token);
}

/** The words below `auth.problem` in the message files. */
type Problem =
  | "wrongCredentials"
  | "tooManyTries"
  | "alreadySetUp"
  | "badEmail"
  | "badPassword"
  | "badName"
  | "linkOver"
  | "emailTaken"
  | "notReady"
  | "other";

const PROBLEM_BY_FIELD: Readonly<Record<string, Problem>> = {
  email: "badEmail",
  password: "badPassword",
  name: "badName",
};

/** Key below `auth.problem` for what went wrong: some codes mean something more particular in front of the door. */
export function refusalWords(form: "signIn" | "setup" | "join", { code, field }: ActionError): Problem {
  if (code === "LINK_NOT_FOUND") return "linkOver";
  if (code === "EMAIL_TAKEN") return "emailTaken";
  if (code === "INVALID_INPUT" && form !== "signIn") return PROBLEM_BY_FIELD[field ?? ""] ?? "other";
  if (code === "INVALID_INPUT" || code === "UNAUTHENTICATED") return "wrongCredentials";
  if (code === "RATE_LIMITED") return "tooManyTries";
  if (code === "ALREADY_SET_UP") return "alreadySetUp";
  return code === "NOT_READY" ? "notReady" : "other";
}
