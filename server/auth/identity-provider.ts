/** Speaks OpenID Connect with the provider that the environment names. Who may come in is decided elsewhere. */
import * as oidc from "openid-client";
import { emailSchema } from "@/lib/people-schemas";
import type { SignOnProblem } from "@/lib/single-sign-on";
import { isLoopback } from "../network/loopback";
import type { Identity } from "../persistence/identity-repository";
import { claimOf, type OidcSettings } from "./oidc-settings";

/** What is kept, secretly, until the browser comes back: the answer must fit it. */
export interface SignOnTry {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

type Claims = Readonly<Record<string, unknown>>;

/** For each request to the provider. */
const TIMEOUT_SECONDS = 10;

/** Why nobody could be identified. `facts` are for the log, and hold no secret. */
export class NotIdentified extends Error {
  constructor(
    readonly problem: SignOnProblem,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(`not identified: ${problem}`);
    this.name = "NotIdentified";
  }
}

export class IdentityProvider {
  private found: Promise<oidc.Configuration> | null = null;

  constructor(private readonly settings: OidcSettings) {}

  /** @param redirectUri where the browser comes back to. @throws NotIdentified */
  async begin(redirectUri: string): Promise<{ url: string; kept: SignOnTry }> {
    const provider = await this.discovered();
    const kept = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: this.settings.scopes,
      state: kept.state,
      nonce: kept.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier),
      code_challenge_method: "S256",
    });
    return { url: url.href, kept };
  }

  /**
   * Whom the provider has sent back.
   * @param answer the redirect address with the provider's answer in its query
   * @throws NotIdentified
   */
  async identify(answer: URL, kept: SignOnTry): Promise<{ identity: Identity; claims: Claims }> {
    if (answer.searchParams.get("state") !== kept.state) throw new NotIdentified("expired");
    const provider = await this.discovered();
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, answer, {
        expectedState: kept.state,
        expectedNonce: kept.nonce,
        pkceCodeVerifier: kept.verifier,
        idTokenExpected: true,
      });
      const told = tokens.claims();
      if (told === undefined) throw new NotIdentified("untrusted");
      const more = this.isMissingIn(told) && provider.serverMetadata().userinfo_endpoint !== undefined;
      const info = more ? await oidc.fetchUserInfo(provider, tokens.access_token, told.sub) : {};
      return {
        identity: { issuer: told.iss, subject: told.sub, ...this.personIn(told, info) },
        claims: { ...info, ...told },
      };
    } catch (error) {
      throw asNotIdentified(error, "untrusted");
    }
  }

  /** Some providers keep ID tokens small, and tell the rest only when they are asked. */
  private isMissingIn(told: Claims): boolean {
    const { roles } = this.settings;
    return told.email === undefined || (roles !== null && claimOf(told, roles.claim) === undefined);
  }

  /** An address and whether it is verified are taken from the same place. */
  private personIn(told: Claims, info: Claims): Pick<Identity, "email" | "emailVerified" | "name"> {
    const source = told.email !== undefined ? told : info;
    const email = typeof source.email === "string" ? source.email.trim().toLowerCase() : null;
    // Some say it as a text. Trust covers silence, never a no.
    const isVerified =
      source.email_verified === undefined ? this.settings.emailTrusted : source.email_verified;
    const name = told.name ?? info.name;
    return {
      email: emailSchema.safeParse(email).data ?? null,
      emailVerified: isVerified === true || isVerified === "true",
      name: typeof name === "string" ? name.trim() : "",
    };
  }

  /** Asked once; again after it could not be had. */
  private discovered(): Promise<oidc.Configuration> {
    this.found ??= this.discover().catch((error: unknown) => {
      this.found = null;
      throw asNotIdentified(error, "misconfigured");
    });
    return this.found;
  }

  private discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const address = new URL(issuer);
    return oidc.discovery(address, clientId, undefined, clientAuthentication(clientSecret), {
      timeout: TIMEOUT_SECONDS,
      execute: [
        // The signature of each ID token is checked, although it comes over TLS: on this machine it may not.
        oidc.enableNonRepudiationChecks,
        ...(isLoopback(address.hostname) ? [oidc.allowInsecureRequests] : []),
      ],
    });
  }
}

/** In the body where the provider takes it there; else as the standard has it by default. */
function clientAuthentication(secret: string): oidc.ClientAuth {
  const [inBody, inHeader] = [oidc.ClientSecretPost(secret), oidc.ClientSecretBasic(secret)];
  return (server, ...request) =>
    server.token_endpoint_auth_methods_supported?.includes("client_secret_post")
      ? inBody(server, ...request)
      : inHeader(server, ...request);
}

/** What the protocol's errors mean for a person. @param otherwise for those that say nothing more particular */
function asNotIdentified(error: unknown, otherwise: SignOnProblem): NotIdentified {
  if (error instanceof NotIdentified) return error;
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const { code, error: name, error_description: description } = error;
    return new NotIdentified(PROBLEM_BY_ERROR[name] ?? "misconfigured", { code, name, description });
  }
  if (!(error instanceof Error)) return new NotIdentified(otherwise);
  const code = "code" in error ? error.code : undefined;
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  const facts = { code, message: error.message, cause };
  if (code === "OAUTH_RESPONSE_IS_NOT_CONFORM" && error.cause instanceof Response)
    return new NotIdentified(error.cause.status >= 500 ? "unreachable" : otherwise, facts);
  // No connection at all is a plain TypeError of fetch.
  if (code === "OAUTH_TIMEOUT" || (error instanceof TypeError && code === undefined))
    return new NotIdentified("unreachable", facts);
  return new NotIdentified(code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED" ? "clock" : otherwise, facts);
}

/** By the names of OAuth 2.0 and OpenID Connect; the others mean that something is set up wrongly. */
const PROBLEM_BY_ERROR: Readonly<Record<string, SignOnProblem>> = {
  access_denied: "denied",
  login_required: "denied",
  interaction_required: "denied",
  consent_required: "denied",
  // A code that was used, or is too old.
  invalid_grant: "expired",
  server_error: "unreachable",
  temporarily_unavailable: "unreachable",
};
