/** Who may come in, and as what. Every change holds at once, for browsers, streams and tokens that are open too. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type {
  ChangePerson,
  InvitePerson,
  LinkView,
  NewLink,
  PeopleView,
  PersonView,
} from "@/lib/people-schemas";
import { isUuid } from "@/lib/uuid";
import type { EntryLinks, NewEntryLink, StoredLink } from "../persistence/entry-links";
import type { PeopleRepository, Person, PersonOutcome } from "../persistence/people-repository";
import type { SessionRepository } from "../persistence/session-repository";
import { recordOf } from "./audit-record";
import { authorize } from "./rights";
import { digestOf, newSecret } from "./secret-token";

interface Ports {
  readonly people: PeopleRepository;
  readonly links: EntryLinks;
  readonly sessions: Pick<SessionRepository, "endAll">;
}

export class PeopleService {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError FORBIDDEN */
  async list(actor: Actor): Promise<PeopleView> {
    authorize(actor, "managePeople");
    const [people, links] = await Promise.all([this.ports.people.all(), this.ports.links.all()]);
    return { people: people.map(personView), links: links.map(linkView) };
  }

  /** A new invitation makes an older one for the same address void. @throws AppError FORBIDDEN, EMAIL_TAKEN */
  async invite(actor: Actor, { email, role }: InvitePerson): Promise<NewLink> {
    authorize(actor, "managePeople");
    if ((await this.ports.people.findByEmail(email)) !== null) throw emailTaken();
    return this.newLink(actor, { kind: "invitation", email, role, userId: null });
  }

  /** For somebody who has forgotten their password. @throws AppError FORBIDDEN, PERSON_NOT_FOUND */
  async passwordLink(actor: Actor, id: string): Promise<NewLink> {
    authorize(actor, "managePeople");
    const { email } = await this.find(id);
    return this.newLink(actor, { kind: "password", email, role: null, userId: id });
  }

  /** @throws AppError FORBIDDEN, LINK_NOT_FOUND */
  async revokeLink(actor: Actor, id: string): Promise<{ id: string; deleted: true }> {
    authorize(actor, "managePeople");
    const revoked =
      isUuid(id) &&
      (await this.ports.links.revoke(id, (link) =>
        recordOf(actor, "link.revoked", { kind: "link", id: link.id, label: link.email }),
      ));
    if (!revoked) throw linkNotFound();
    return { id, deleted: true };
  }

  /** @throws AppError FORBIDDEN, PERSON_NOT_FOUND, LAST_ADMINISTRATOR */
  async change(actor: Actor, { id, role, disabled }: ChangePerson): Promise<PersonView> {
    authorize(actor, "managePeople");
    const { people } = this.ports;
    const person = await this.find(id);
    const target = targetOf(person);
    if (role !== undefined && role !== person.role)
      settled(
        await people.setRole(
          id,
          role,
          recordOf(actor, "person.roleChanged", target, { role: { from: person.role, to: role } }),
        ),
      );
    const isDisabled = person.disabledAt !== null;
    if (disabled === true && !isDisabled)
      settled(await people.disable(id, recordOf(actor, "person.disabled", target)));
    if (disabled === false && isDisabled)
      settled(await people.enable(id, recordOf(actor, "person.enabled", target)));
    return personView(await this.find(id));
  }

  /** Their tasks stay, with their name in the timeline. @throws AppError FORBIDDEN, PERSON_NOT_FOUND, LAST_ADMINISTRATOR */
  async remove(actor: Actor, id: string): Promise<{ id: string; deleted: true }> {
    authorize(actor, "managePeople");
    const person = await this.find(id);
    const record = recordOf(actor, "person.removed", targetOf(person), { role: person.role });
    settled(await this.ports.people.remove(id, record));
    return { id, deleted: true };
  }

  /** Ends all sessions of a person. @throws AppError FORBIDDEN, PERSON_NOT_FOUND */
  async endSessions(actor: Actor, id: string): Promise<{ id: string }> {
    authorize(actor, "managePeople");
    const person = await this.find(id);
    const kept = actor.id === id ? (actor.sessionId ?? null) : null;
    await this.ports.sessions.endAll(id, kept, recordOf(actor, "session.othersEnded", targetOf(person)));
    return { id };
  }

  private async find(id: string): Promise<Person> {
    const person = await this.ports.people.find(id);
    if (person === null) throw personNotFound();
    return person;
  }

  private async newLink(actor: Actor, link: Omit<NewEntryLink, "tokenHash" | "createdBy">): Promise<NewLink> {
    const secret = newSecret();
    const { id, expiresAt } = await this.ports.links.add(
      { ...link, tokenHash: digestOf(secret), createdBy: actor.name },
      (linkId) =>
        recordOf(
          actor,
          link.kind === "invitation" ? "person.invited" : "password.linkMade",
          { kind: "link", id: linkId, label: link.email },
          link.role === null ? undefined : { role: link.role },
        ),
    );
    return { id, path: `/join/${secret}`, expiresAt: expiresAt.toISOString() };
  }
}

function settled(outcome: PersonOutcome): void {
  if (outcome === "gone") throw personNotFound();
  if (outcome === "last-administrator")
    throw new AppError(
      "LAST_ADMINISTRATOR",
      "This is the only administrator who can sign in; make somebody else one first",
    );
}

export function targetOf({ id, email }: Pick<Person, "id" | "email">) {
  return { kind: "person", id, label: email } as const;
}

export function personView(person: Person): PersonView {
  const { id, email, name, role, signsInBy, disabledAt, lastSeenAt, createdAt } = person;
  return {
    id,
    email,
    name,
    role,
    signsInBy,
    disabled: disabledAt !== null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function linkView({ id, kind, email, role, createdBy, expiresAt, expired }: StoredLink): LinkView {
  return { id, kind, email, role, createdBy, expiresAt: expiresAt.toISOString(), expired };
}

export function personNotFound(): AppError {
  return new AppError("PERSON_NOT_FOUND", "There is no such person any more");
}

export function emailTaken(): AppError {
  return new AppError("EMAIL_TAKEN", "Somebody with this email address has an account already", {
    field: "email",
  });
}

function linkNotFound(): AppError {
  return new AppError("LINK_NOT_FOUND", "There is no such link; it was used, revoked or replaced");
}
