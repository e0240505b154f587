/** What people do about themselves: their name, their password, and where they are signed in. */
import type { Actor } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { ChangePassword, PersonView, SessionView } from "@/lib/people-schemas";
import type { PeopleRepository } from "../persistence/people-repository";
import type { SessionRepository } from "../persistence/session-repository";
import { recordOf } from "./audit-record";
import { personNotFound, personView } from "./people-service";

interface Ports {
  readonly people: Pick<PeopleRepository, "find" | "rename">;
  readonly sessions: SessionRepository;
  readonly passwords: {
    hash(password: string): Promise<string>;
    verify(given: { password: string; hash: string }): Promise<boolean>;
  };
  /** Slows down guessing. */
  readonly guard: { atOwnPassword(personId: string): Promise<{ succeeded(): Promise<void> }> };
}

export class OwnAccountService {
  constructor(private readonly ports: Ports) {}

  /** @throws AppError FORBIDDEN for a token */
  async get(actor: Actor): Promise<PersonView> {
    const person = await this.ports.people.find(personIdOf(actor));
    if (person === null) throw personNotFound();
    return personView(person);
  }

  /** @throws AppError FORBIDDEN for a token */
  async rename(actor: Actor, name: string): Promise<PersonView> {
    const id = personIdOf(actor);
    await this.ports.people.rename(id, name, recordOf(actor, "person.renamed", self(actor), { name }));
    return this.get(actor);
  }

  /** Ends the person's other sessions. @throws AppError INVALID_INPUT (current: wrong), RATE_LIMITED, FORBIDDEN for a token */
  async changePassword(actor: Actor, { current, password }: ChangePassword): Promise<{ changed: true }> {
    const id = personIdOf(actor);
    const { sessions, passwords, guard } = this.ports;
    const guess = await guard.atOwnPassword(id);
    const hash = await sessions.passwordHash(id);
    if (hash === null || !(await passwords.verify({ password: current, hash })))
      throw new AppError("INVALID_INPUT", "current: this is not your password now", {
        field: "current",
        reason: "wrong-password",
      });
    await guess.succeeded();
    await sessions.changePassword(
      id,
      await passwords.hash(password),
      actor.sessionId ?? null,
      recordOf(actor, "password.changed", self(actor)),
    );
    return { changed: true };
  }

  /** The newest first. @throws AppError FORBIDDEN for a token */
  async sessions(actor: Actor): Promise<SessionView[]> {
    const rows = await this.ports.sessions.of(personIdOf(actor));
    return rows.map(({ id, userAgent, ipAddress, createdAt, lastSeenAt }) => ({
      id,
      userAgent,
      address: ipAddress,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      current: id === actor.sessionId,
    }));
  }

  /** One that has ended already has ended. @throws AppError FORBIDDEN for a token */
  async endSession(actor: Actor, sessionId: string): Promise<{ id: string }> {
    const id = personIdOf(actor);
    const target = { kind: "session", id: sessionId, label: actor.name } as const;
    await this.ports.sessions.end(id, sessionId, recordOf(actor, "session.ended", target));
    return { id: sessionId };
  }

  /** All but the asker's. @throws AppError FORBIDDEN for a token */
  async endOtherSessions(actor: Actor): Promise<{ ended: true }> {
    const id = personIdOf(actor);
    const record = recordOf(actor, "session.othersEnded", self(actor));
    await this.ports.sessions.endAll(id, actor.sessionId ?? null, record);
    return { ended: true };
  }
}

/** @throws AppError FORBIDDEN */
export function personIdOf(actor: Actor): string {
  if (actor.kind === "user") return actor.id;
  throw new AppError("FORBIDDEN", "This belongs to a person; sign in instead of using a token");
}

function self({ id, name }: Actor) {
  return { kind: "person", id, label: name } as const;
}
