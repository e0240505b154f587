/** The page behind a link: an invited person, or one with a new password, comes in. Whoever has the link may use it, once. */
import type { AskedFrom } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { LinkKind, UseLink } from "@/lib/people-schemas";
import type { EntryLinks } from "../persistence/entry-links";
import { emailTaken } from "./people-service";
import { digestOf } from "./secret-token";

interface Ports {
  readonly links: Pick<EntryLinks, "valid" | "use">;
  /** Slow on purpose. */
  readonly hashPassword: (password: string) => Promise<string>;
}

export class EntryService {
  constructor(private readonly ports: Ports) {}

  /** Null for a link that is not good any more. */
  async look(token: string): Promise<{ kind: LinkKind; email: string } | null> {
    const link = await this.ports.links.valid(digestOf(token));
    return link && { kind: link.kind, email: link.email };
  }

  /** @returns the address to sign in with. @throws AppError LINK_NOT_FOUND, EMAIL_TAKEN */
  async use({ token, name, password }: UseLink, from?: AskedFrom): Promise<{ email: string }> {
    const link = await this.look(token);
    if (link === null) throw linkIsOver();
    const passwordHash = await this.ports.hashPassword(password);
    const used = await this.ports.links.use(digestOf(token), { name, passwordHash }, ({ email, userId }) => ({
      action: link.kind === "invitation" ? "person.joined" : "password.reset",
      actor: { kind: "user", id: userId, name: email },
      target: { kind: "person", id: userId, label: email },
      ...from,
    }));
    if (used === null) throw linkIsOver();
    if (used === "email-taken") throw emailTaken();
    return used;
  }
}

function linkIsOver(): AppError {
  return new AppError(
    "LINK_NOT_FOUND",
    "This link is not good any more: it was used, revoked or is too old. Ask an administrator for a new one",
  );
}
