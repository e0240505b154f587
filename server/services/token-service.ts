/** Tokens of programs: a person's own, which never may more than the person, and those of services. */
import type { Actor, Role } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { knownRole } from "@/lib/people-schemas";
import { isAllowed, lowerRole, rolesUpTo } from "@/lib/rights";
import { type CreateToken, type NewToken, TOKEN_PREFIX, type TokenView } from "@/lib/token-schemas";
import { isUuid } from "@/lib/uuid";
import type { StoredToken, TokenRepository } from "../persistence/token-repository";
import { recordOf } from "./audit-record";
import { personIdOf } from "./own-account-service";
import { authorize } from "./rights";
import { digestOf, newSecret } from "./secret-token";

/** Of the token, for people to tell it by; the rest stays as hard to guess as before. */
const SHOWN_CHARACTERS = TOKEN_PREFIX.length + 6;

export class TokenService {
  constructor(private readonly tokens: TokenRepository) {}

  /** A person's own; to administrators, everybody's. The newest first. @throws AppError FORBIDDEN for a token that manages none */
  async list(actor: Actor): Promise<TokenView[]> {
    const managesAll = isAllowed(actor, "manageTokens");
    const rows = await this.tokens.list(managesAll ? null : personIdOf(actor));
    return rows.map((token) => viewFor(actor, token));
  }

  /** @throws AppError FORBIDDEN (a role above one's own; a service's, or by a token, without the right to manage tokens) */
  async create(actor: Actor, { name, role, service, expiresInDays }: CreateToken): Promise<NewToken> {
    if (service) authorize(actor, "manageTokens");
    const ownerId = service ? null : personIdOf(actor);
    if (!rolesUpTo(actor.role).includes(role))
      throw new AppError(
        "FORBIDDEN",
        `A token may not do more than its owner; choose ${actor.role} or less`,
        {
          field: "role",
        },
      );
    const token = TOKEN_PREFIX + newSecret();
    const { id, expiresAt } = await this.tokens.add(
      {
        name,
        role,
        ownerId,
        expiresInDays,
        tokenHash: digestOf(token),
        prefix: token.slice(0, SHOWN_CHARACTERS),
        createdBy: actor.name,
      },
      (tokenId) =>
        recordOf(
          actor,
          "token.created",
          { kind: "token", id: tokenId, label: name },
          { role, service, expiresInDays },
        ),
    );
    return { id, token, expiresAt: expiresAt?.toISOString() ?? null };
  }

  /** It is refused from the next call on, and its streams end. @throws AppError TOKEN_NOT_FOUND */
  async revoke(actor: Actor, id: string): Promise<{ id: string; deleted: true }> {
    const token = isUuid(id) ? await this.tokens.find(id) : null;
    const isTheirs = token !== null && (isOwn(actor, token) || isAllowed(actor, "manageTokens"));
    // Somebody else's is nobody's business, not even that it exists.
    if (!isTheirs) throw tokenNotFound();
    const record = recordOf(actor, "token.revoked", { kind: "token", id, label: token.name });
    if (!(await this.tokens.remove(id, record))) throw tokenNotFound();
    return { id, deleted: true };
  }

  /** Who a token stands for, as they are now; null for one that is not good. */
  async actorOf(secret: string): Promise<Actor | null> {
    if (!secret.startsWith(TOKEN_PREFIX)) return null;
    const token = await this.tokens.use(digestOf(secret));
    if (token === null) return null;
    const name = token.owner === null ? token.name : `${token.owner} (${token.name})`;
    return { kind: "token", id: token.id, name, role: roleNow(token), ownerId: token.ownerId };
  }
}

/** What it may do now: its owner's role may have changed since. */
function roleNow({ role, ownerId, ownerRole }: StoredToken): Role {
  return ownerId === null ? role : lowerRole(role, knownRole(ownerRole));
}

function isOwn(actor: Actor, { ownerId }: StoredToken): boolean {
  return actor.kind === "user" && ownerId === actor.id;
}

function viewFor(actor: Actor, token: StoredToken): TokenView {
  const { id, name, prefix, owner, createdBy, expired } = token;
  return {
    id,
    name,
    prefix,
    role: roleNow(token),
    owner,
    mine: isOwn(actor, token),
    createdBy,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    expired,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}

function tokenNotFound(): AppError {
  return new AppError("TOKEN_NOT_FOUND", "There is no such token; it may have been revoked");
}
