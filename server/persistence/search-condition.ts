/** What a search means, as conditions: for statements that take all that match, however many (pages: task-search). */
import type { TaskFilter } from "@/lib/task-schemas";
import { isUuid } from "@/lib/uuid";
import { Prisma } from "./prisma";
import { containing, piecesOf } from "./search-words";
import { whereFilter } from "./task-filter";

const UUID_START = /^[0-9a-f]{6,8}(-[0-9a-f-]*)?$/i;

/** Conditions over `task t` for a whole filter: words and statuses included. */
export function whereAll({ q, status, ...filter }: TaskFilter): Prisma.Sql {
  const parts = [whereFilter(filter)];
  if (status) parts.push(Prisma.sql`t.status = ANY(${[...status]})`);
  if (q) parts.push(holds(q));
  return Prisma.join(parts, " AND ");
}

function holds(q: string): Prisma.Sql {
  const words = q.toLowerCase();
  const [pattern, pieces] = [containing(words), piecesOf(words)];
  const found =
    pieces.length === 0
      ? Prisma.sql`SELECT x.task_id FROM task_text x WHERE x.text LIKE ${pattern}`
      : Prisma.sql`
        SELECT x.task_id FROM task_text x
        WHERE x.indexed AND search_pieces(x.text, x.created_at) @> ${pieces}::text[] AND x.text LIKE ${pattern}
        UNION ALL SELECT x.task_id FROM task_text x WHERE NOT x.indexed AND x.text LIKE ${pattern}`;
  return Prisma.sql`t.id IN (${found} UNION ALL ${namedQuery(q)})`;
}

/** Ids of the tasks with this id, with an id that begins so, or with this id at RunningHub. */
export function namedQuery(q: string): Prisma.Sql {
  const own = isUuid(q)
    ? Prisma.sql`id = ${q}::uuid`
    : UUID_START.test(q)
      ? Prisma.sql`id BETWEEN ${uuidFrom(q, "0")}::uuid AND ${uuidFrom(q, "f")}::uuid`
      : Prisma.sql`false`;
  return Prisma.sql`SELECT id FROM task WHERE ${own} UNION ALL SELECT id FROM task WHERE remote_id = ${q}`;
}

function uuidFrom(start: string, fill: string): string {
  const h = start.replaceAll("-", "").slice(0, 32).padEnd(32, fill);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}
