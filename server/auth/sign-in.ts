/** People and their sessions. better-auth keeps sessions and passwords; who may become the first administrator is ours. */
import { hkdfSync } from "node:crypto";
import { APIError, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { type Actor, ROLES } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { Logger } from "../log";
import type { Database } from "../persistence/prisma";
import { addFirstAdministrator, hasAnyUser, type NewAdministrator } from "./first-administrator";
import { PasswordGuard } from "./password-guard";

interface Ports {
  readonly database: Database;
  readonly appSecret: string;
  readonly log: Pick<Logger, "error">;
}

/** `Set-Cookie` values for the browser's answer. */
export interface SessionCookies {
  readonly cookies: readonly string[];
}

const SESSION_SECONDS = 30 * 24 * 60 * 60;

const roleSchema = z.enum(ROLES);

export class SignIn {
  private readonly auth;
  private readonly guard = new PasswordGuard();

  constructor(private readonly ports: Ports) {
    this.auth = makeAuth(ports);
  }

  /** The person whose session cookie the headers carry; null without a valid one. */
  async actorOf(headers: Headers): Promise<Actor | null> {
    const session = await this.auth.api.getSession({ headers });
    if (!session) return null;
    const { id, email, role } = session.user;
    const known = roleSchema.safeParse(role);
    return { kind: "user", id, name: email, role: known.success ? known.data : "viewer" };
  }

  /** Is there an administrator yet? Until then the first visitor becomes one. */
  isSetUp(): Promise<boolean> {
    return hasAnyUser(this.ports.database);
  }

  /** Creates the first administrator and signs them in. @throws AppError ALREADY_SET_UP */
  async setUp(administrator: NewAdministrator): Promise<SessionCookies> {
    if (!(await this.ensureAdministrator(administrator))) {
      throw new AppError("ALREADY_SET_UP", "There is an administrator already; sign in instead");
    }
    return this.signIn(administrator);
  }

  /** Creates the administrator unless there is any user. @returns whether it did */
  async ensureAdministrator(administrator: NewAdministrator): Promise<boolean> {
    // Hashing is slow on purpose; strangers must not make us do it once we are set up.
    if (await this.isSetUp()) return false;
    return addFirstAdministrator(
      this.ports.database,
      administrator,
      await hashPassword(administrator.password),
    );
  }

  /**
   * @param address where the person seems to come from; guesses are counted by it as well as by e-mail
   * @throws AppError UNAUTHENTICATED (e-mail or password wrong), RATE_LIMITED
   */
  async signIn(credentials: { email: string; password: string }, address?: string): Promise<SessionCookies> {
    const email = credentials.email.trim().toLowerCase();
    const keys = address === undefined ? [email] : [email, `from ${address}`];
    for (const key of keys) this.guard.attempt(key);
    try {
      const { headers } = await this.auth.api.signInEmail({
        body: { email, password: credentials.password },
        returnHeaders: true,
      });
      for (const key of keys) this.guard.succeeded(key);
      return { cookies: headers.getSetCookie() };
    } catch (error) {
      // The library also refuses malformed addresses and overlong passwords; all of it means "no such login".
      if (!isApiError(error)) throw error;
      throw new AppError("UNAUTHENTICATED", "The e-mail address or the password is wrong");
    }
  }

  /** Ends the session everywhere. */
  async signOut(headers: Headers): Promise<SessionCookies> {
    const { headers: answer } = await this.auth.api.signOut({ headers, returnHeaders: true });
    return { cookies: answer.getSetCookie() };
  }
}

function makeAuth({ database, appSecret, log }: Ports) {
  return betterAuth({
    appName: "HubQueue",
    // Nothing is served below this address (the doors call the library in process); it only must be an address.
    baseURL: "http://localhost",
    secret: Buffer.from(hkdfSync("sha256", appSecret, "hubqueue", "sessions", 32)).toString("base64url"),
    database: prismaAdapter(database, { provider: "postgresql", transaction: true }),
    user: {
      modelName: "authUser",
      additionalFields: { role: { type: "string", required: false, defaultValue: "viewer", input: false } },
    },
    session: {
      modelName: "authSession",
      expiresIn: SESSION_SECONDS,
      // Pages cannot set cookies while they render, so a session ends when its cookie does.
      disableSessionRefresh: true,
    },
    account: { modelName: "authAccount" },
    verification: { modelName: "authVerification" },
    emailAndPassword: { enabled: true, disableSignUp: true },
    advanced: {
      cookiePrefix: "hubqueue",
      // One cookie name for plain HTTP and HTTPS; the door adds `Secure` where the browser came over HTTPS.
      useSecureCookies: false,
    },
    telemetry: { enabled: false },
    logger: { level: "error", log: (_level, message) => log.error({ from: "better-auth" }, message) },
  });
}

/** By name: Next loads several copies of the library. */
function isApiError(error: unknown): boolean {
  return error instanceof APIError || (error instanceof Error && error.name === "APIError");
}
