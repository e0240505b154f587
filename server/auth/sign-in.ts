/** Signing in and out. better-auth keeps sessions and passwords; who may come in, and what is told of it, is ours. */
import { hkdfSync } from "node:crypto";
import { APIError, betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { hashPassword } from "better-auth/crypto";
import type { Actor, AskedFrom } from "@/lib/actor";
import type { AuditAction, AuditChange } from "@/lib/audit-schemas";
import { AppError } from "@/lib/errors";
import { knownRole } from "@/lib/people-schemas";
import type { Logger } from "../log";
import { keepRecord, signInAddresses } from "../persistence/audit-log";
import { PasswordTries } from "../persistence/password-tries";
import type { Database } from "../persistence/prisma";
import { noteSeen, openSession } from "../persistence/session-repository";
import { addFirstAdministrator, hasAnyUser, type NewAdministrator } from "./first-administrator";
import { PasswordGuard } from "./password-guard";
import { sessionOpener } from "./session-opener";

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
/** That somebody is there is noted so often at most. */
const SEEN_MS = 60_000;

export class SignIn {
  private readonly auth;
  private readonly guard;

  constructor(private readonly ports: Ports) {
    const { database } = ports;
    this.guard = new PasswordGuard({
      tries: new PasswordTries(database),
      addressesOf: (email) => signInAddresses(database, email),
    });
    this.auth = makeAuth(ports);
  }

  /** The person whose session cookie the headers carry, as they are now; null without a valid one, and when disabled. */
  async actorOf(headers: Headers): Promise<Actor | null> {
    const found = await this.auth.api.getSession({ headers });
    if (!found || found.user.disabledAt) return null;
    const { session, user } = found;
    const seenAt = session.lastSeenAt ? new Date(session.lastSeenAt).getTime() : 0;
    if (Math.abs(Date.now() - seenAt) > SEEN_MS) await noteSeen(this.ports.database, session.id, user.id);
    return {
      kind: "user",
      id: user.id,
      name: user.email,
      role: knownRole(user.role),
      sessionId: session.id,
    };
  }

  /** Is there an administrator yet? Until then the first visitor becomes one. */
  isSetUp(): Promise<boolean> {
    return hasAnyUser(this.ports.database);
  }

  /** Creates the first administrator and signs them in. @throws AppError ALREADY_SET_UP */
  async setUp(administrator: NewAdministrator, from?: AskedFrom): Promise<SessionCookies> {
    if (!(await this.ensureAdministrator(administrator))) {
      throw new AppError("ALREADY_SET_UP", "There is an administrator already; sign in instead");
    }
    return this.signIn(administrator, from);
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
   * @param from where the person comes from; guesses are counted by its network as well as by email
   * @throws AppError UNAUTHENTICATED (email or password wrong, or the person is disabled), RATE_LIMITED
   */
  async signIn(credentials: { email: string; password: string }, from?: AskedFrom): Promise<SessionCookies> {
    const email = credentials.email.trim().toLowerCase();
    const guess = await this.guard.atSignIn(email, from?.address ?? null);
    const opened = await this.openFor(email, credentials.password);
    const stands =
      opened !== null &&
      (await openSession(this.ports.database, opened.token, from, ({ id }) =>
        record("signIn.succeeded", { kind: "user", id, name: email }, from),
      ));
    if (!stands) {
      await keepRecord(
        this.ports.database,
        record("signIn.failed", { kind: "stranger", id: null, name: email }, from),
      );
      throw new AppError("UNAUTHENTICATED", "The email address or the password is wrong");
    }
    await guess.succeeded();
    return { cookies: opened.cookies };
  }

  /**
   * Signs in somebody whom a sign-in provider vouches for.
   * @returns null when they are disabled or gone by now
   */
  async open(userId: string, from?: AskedFrom): Promise<SessionCookies | null> {
    const { headers, response } = await this.auth.api.openSession({ body: { userId }, returnHeaders: true });
    const stands =
      response.token !== null &&
      (await openSession(this.ports.database, response.token, from, ({ id, email }) =>
        record("signIn.succeeded", { kind: "user", id, name: email }, from, { by: "single sign-on" }),
      ));
    return stands ? { cookies: headers.getSetCookie() } : null;
  }

  /** Tells the audit log of somebody whom a provider vouches for, and who may not come in all the same. */
  async refuse(name: string, reason: string, from?: AskedFrom): Promise<void> {
    const stranger = { kind: "stranger", id: null, name } as const;
    const changed = { by: "single sign-on", reason };
    await keepRecord(this.ports.database, record("signIn.failed", stranger, from, changed));
  }

  /** Ends the session everywhere. */
  async signOut(headers: Headers, from?: AskedFrom): Promise<SessionCookies> {
    const actor = await this.actorOf(headers);
    const { headers: answer } = await this.auth.api.signOut({ headers, returnHeaders: true });
    if (actor)
      await keepRecord(this.ports.database, record("signIn.ended", { ...actor, kind: "user" }, from));
    return { cookies: answer.getSetCookie() };
  }

  /** Null when the library knows no such login. */
  private async openFor(
    email: string,
    password: string,
  ): Promise<(SessionCookies & { token: string }) | null> {
    try {
      const { headers, response } = await this.auth.api.signInEmail({
        body: { email, password },
        returnHeaders: true,
      });
      return { cookies: headers.getSetCookie(), token: response.token };
    } catch (error) {
      // It also refuses malformed addresses and overlong passwords; all of it means the same.
      if (!isApiError(error)) throw error;
      return null;
    }
  }
}

function record(
  action: AuditAction,
  { kind, id, name }: { kind: "user" | "stranger"; id: string | null; name: string },
  from: AskedFrom | undefined,
  changed?: AuditChange,
) {
  return { action, actor: { kind, id, name }, changed, ...from };
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
      additionalFields: {
        role: { type: "string", required: false, defaultValue: "viewer", input: false },
        disabledAt: { type: "date", required: false, input: false },
      },
    },
    session: {
      modelName: "authSession",
      additionalFields: { lastSeenAt: { type: "date", required: false, input: false } },
      expiresIn: SESSION_SECONDS,
      // Pages cannot set cookies while they render, so a session ends when its cookie does.
      disableSessionRefresh: true,
    },
    account: { modelName: "authAccount" },
    verification: { modelName: "authVerification" },
    emailAndPassword: { enabled: true, disableSignUp: true },
    plugins: [sessionOpener],
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
