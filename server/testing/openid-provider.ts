/** A sign-in provider for tests: the real protocol, with people of our own who sign in without a page. */
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import type { OidcSettings } from "../auth/oidc-settings";
import { CALLBACK_PATH } from "../auth/single-sign-on";

/** What the provider knows of somebody; `sub` is its name for them. */
export interface ProviderAccount {
  readonly sub: string;
  readonly email?: string | undefined;
  readonly email_verified?: boolean | string | undefined;
  readonly name?: string;
  readonly groups?: readonly string[];
}

const CLIENT = { id: "hubqueue", secret: "a secret of the provider and us" };

export class OpenIdProvider {
  /** Who signs in next; null: whoever it is refuses. */
  person: ProviderAccount | null = null;
  /** Answers in the provider's place where it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;

  private readonly accounts = new Map<string, ProviderAccount>();
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  private provider: Provider | null = null;
  private port = 0;

  private constructor(private readonly claimsInIdToken: boolean) {}

  /** @param claimsInIdToken in the ID token already, as some do; else where they are asked for */
  static async start({ claimsInIdToken = false } = {}): Promise<OpenIdProvider> {
    const started = new OpenIdProvider(claimsInIdToken);
    await started.listen(0);
    started.provider = started.makeProvider();
    return started;
  }

  /** By number: browsers take that for another site than localhost, where the product is. */
  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get settings(): OidcSettings {
    return {
      issuer: this.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      name: "Acme",
      scopes: "openid email profile",
      emailTrusted: false,
      defaultRole: null,
      roles: null,
    };
  }

  /** Goes there as a browser that nobody knows yet, and signs in. @returns where it is sent afterwards */
  async visit(address: string): Promise<URL> {
    const jar = new Map<string, string>();
    let url = new URL(address);
    for (let hops = 0; url.origin === this.issuer; hops++) {
      if (hops > 20) throw new Error(`in circles at ${url}`);
      const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
      const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      const location = answer.headers.get("location");
      if (location === null) throw new Error(`${answer.status} at ${url}: ${await answer.text()}`);
      url = new URL(location, url);
    }
    return url;
  }

  /** Nothing answers at its address any more. */
  async interrupt(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections(); // kept ones would hold it open
    await closed;
  }

  /** Answers there again. */
  resume(): Promise<void> {
    return this.listen(this.port);
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.interrupt();
  }

  private async listen(port: number): Promise<void> {
    this.server.listen(port, "127.0.0.1");
    await once(this.server, "listening");
    // A listening TCP server's address is never a pipe name.
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { provider } = this;
    if (provider === null || this.intercept(request, response)) return;
    if (!request.url?.startsWith("/interaction/")) return void provider.callback()(request, response);
    const { person } = this;
    if (person) this.accounts.set(person.sub, person);
    await provider.interactionFinished(
      request,
      response,
      person
        ? { login: { accountId: person.sub }, consent: {} }
        : { error: "access_denied", error_description: "not today" },
    );
  }

  private makeProvider(): Provider {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    return new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          // Then the port of the address to come back to may be any; the rest of it is checked.
          application_type: "native",
          redirect_uris: [`http://localhost${CALLBACK_PATH}`],
          token_endpoint_auth_method: "client_secret_post",
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
      cookies: { keys: ["a key of the tests"] },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
      conformIdTokenClaims: !this.claimsInIdToken,
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, sub) => ({
        accountId: sub,
        claims: () => ({ ...this.accounts.get(sub), sub }),
      }),
      // Nobody is asked for consent.
      loadExistingGrant: async ({ oidc }) => {
        const { Grant } = oidc.provider;
        const grant = new Grant({ clientId: CLIENT.id, accountId: oidc.session?.accountId });
        grant.addOIDCScope("openid email profile");
        await grant.save();
        return grant;
      },
      // Those that it would tell on the console else.
      ttl: { Interaction: 600, Grant: 600, Session: 600, IdToken: 600, AccessToken: 600 },
    });
  }
}
