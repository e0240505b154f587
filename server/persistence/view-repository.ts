/** Saved views of the task list. */
import { uuidv7 } from "uuidv7";
import { MAX_VIEWS } from "@/lib/view-schemas";
import { type Database, Prisma } from "./prisma";

export interface StoredView {
  readonly id: string;
  readonly ownerId: string;
  /** Email address. */
  readonly owner: string;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
}

type Wishes = Pick<StoredView, "name" | "query" | "shared">;

const COLUMNS = Prisma.sql`
  SELECT v.id, v.owner_id AS "ownerId", u.email AS owner, v.name, v.query, v.shared
  FROM saved_view v JOIN auth_user u ON u.id = v.owner_id`;

export class ViewRepository {
  constructor(private readonly db: Database) {}

  /** The person's own and everybody's shared ones, by name. */
  visibleTo(personId: string): Promise<StoredView[]> {
    return this.db.$queryRaw<StoredView[]>`
      ${COLUMNS} WHERE v.owner_id = ${personId} OR v.shared ORDER BY lower(v.name), v.id LIMIT ${MAX_VIEWS}`;
  }

  async find(id: string): Promise<StoredView | null> {
    const [view] = await this.db.$queryRaw<StoredView[]>`${COLUMNS} WHERE v.id = ${id}::uuid`;
    return view ?? null;
  }

  /** A name the person has already is replaced, so that saving twice leaves one. @returns its id */
  async save(ownerId: string, { name, query, shared }: Wishes): Promise<string> {
    const [saved] = await this.db.$queryRaw<{ id: string }[]>`
      INSERT INTO saved_view (id, owner_id, name, query, shared)
      VALUES (${uuidv7()}::uuid, ${ownerId}, ${name}, ${query}, ${shared})
      ON CONFLICT (owner_id, name) DO UPDATE SET query = excluded.query, shared = excluded.shared
      RETURNING id`;
    if (saved === undefined) throw new Error("an upsert returns its row");
    return saved.id;
  }

  /** False when its owner has another view of that name. */
  async change(id: string, wishes: Partial<Wishes>): Promise<boolean> {
    try {
      await this.db.savedView.updateMany({ where: { id }, data: wishes });
      return true;
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return false;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await this.db.savedView.deleteMany({ where: { id } });
  }
}
