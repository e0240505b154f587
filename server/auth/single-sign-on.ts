/** Signing in at a provider of the people's own: there, and back with an answer that nobody else could have got. */
import { z } from "zod";
import type { AskedFrom } from "@/lib/actor";
import type { SignOnProblem } from "@/lib/single-sign-on";
import type { Logger } from "../log";
import { isLoopback } from "../network/loopback";
import type { EntryRule, IdentityRepository } from "../persistence/identity-repository";
import type { SecretBox } from "../storage/secret-box";
import { type IdentityProvider, NotIdentified } from "./identity-provider";
import { type OidcSettings, toldRole } from "./oidc-settings";
import type { SessionCookies, SignIn } from "./sign-in";

interface Ports {
  readonly settings: OidcSettings;
  readonly provider: Pick<IdentityProvider, "begin" | "identify">;
  readonly identities: Pick<IdentityRepository, "admit">;
  readonly signIn: Pick<SignIn, "open" | "refuse">;
  readonly secrets: Pick<SecretBox, "seal" | "open">;
  readonly publicUrl: string | null;
  readonly log: Pick<Logger, "warn">;
}

/** How long a person may take at the provider. */
export const SIGN_ON_SECONDS = 600;
/** Where the provider sends people back to; it must be registered there. */
export const CALLBACK_PATH = "/sign-in/oidc/callback";

/** What the browser carries there and back, sealed. Replicas share it without a row, and no other browser has it. */
const keptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});

/** `to` is a path of ours. */
export type SignOnEnd =
  | (SessionCookies & { readonly to: string })
  | { readonly problem: SignOnProblem; readonly to: string | null };

export class SingleSignOn {
  constructor(private readonly ports: Ports) {}

  /** What people call the provider; null: no name. */
  get name(): string | null {
    return this.ports.settings.name;
  }

  /**
   * @param origin by which the browser knows us
   * @param to where the person wants to be afterwards, a path of ours
   * @returns where to send the browser, and what it is to keep until it comes back
   */
  async begin(
    origin: string,
    to: string,
  ): Promise<{ url: string; kept: string } | { problem: SignOnProblem }> {
    try {
      const { url, kept } = await this.ports.provider.begin(this.callback(origin));
      const until = Date.now() + SIGN_ON_SECONDS * 1_000;
      return { url, kept: this.ports.secrets.seal(JSON.stringify({ ...kept, to, until })) };
    } catch (error) {
      return { problem: this.problemOf(error) };
    }
  }

  /**
   * The browser is back.
   * @param query the provider's answer
   * @param sealed what the browser has kept; null when it has nothing
   */
  async finish(origin: string, query: string, sealed: string | null, from?: AskedFrom): Promise<SignOnEnd> {
    const kept = this.opened(sealed);
    if (kept === null) return { problem: "expired", to: null };
    const { to } = kept;
    try {
      const answer = new URL(this.callback(origin));
      answer.search = query;
      const { identity, claims } = await this.ports.provider.identify(answer, kept);
      const rule = this.ruleFor(claims);
      const admitted =
        rule === null ? refused("noRole") : await this.ports.identities.admit(identity, rule, from);
      const session = "userId" in admitted ? await this.ports.signIn.open(admitted.userId, from) : null;
      if (session !== null) return { ...session, to };
      const problem = "refused" in admitted ? admitted.refused : "disabled";
      await this.ports.signIn.refuse(identity.email ?? identity.subject, problem, from);
      return { problem, to };
    } catch (error) {
      return { problem: this.problemOf(error), to };
    }
  }

  /** Null when the provider is to give roles, and gives none. */
  private ruleFor(claims: Readonly<Record<string, unknown>>): EntryRule | null {
    const { roles, defaultRole } = this.ports.settings;
    if (roles === null) return { role: null, newcomers: defaultRole };
    const role = toldRole(claims, roles) ?? defaultRole;
    return role && { role, newcomers: role };
  }

  /** Without an address that is configured, only this machine's own: any other could be named by whoever asks. */
  private callback(origin: string): string {
    const { publicUrl } = this.ports;
    if (publicUrl === null && !isLoopback(new URL(origin).hostname)) throw new NotIdentified("noPublicUrl");
    return (publicUrl ?? origin) + CALLBACK_PATH;
  }

  private opened(sealed: string | null): z.output<typeof keptSchema> | null {
    if (sealed === null) return null;
    try {
      const kept = keptSchema.parse(JSON.parse(this.ports.secrets.open(sealed)));
      return kept.until > Date.now() ? kept : null;
    } catch {
      // Made up, changed, or sealed before APP_SECRET changed.
      return null;
    }
  }

  /** What is no matter of signing in goes on as it is. */
  private problemOf(error: unknown): SignOnProblem {
    if (!(error instanceof NotIdentified)) throw error;
    const { problem, facts } = error;
    // Without facts nobody was asked: strangers could fill the log with such.
    if (Object.keys(facts).length > 0) this.ports.log.warn({ problem, ...facts }, "single sign-on failed");
    return problem;
  }
}

function refused(problem: SignOnProblem): { readonly refused: SignOnProblem } {
  return { refused: problem };
}
