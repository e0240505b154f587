/** Checks of the database. */
import { type Finding, found } from "@/lib/diagnosis";
import type { DatabaseServer, DiagnosisReader } from "../persistence/diagnosis-reader";
import { reasonOf } from "./reason-of";

const LEAST_MAJOR = 14;
/** What decides is the database's clock; sessions, links and the log go by this machine's. */
const CLOCK_SECONDS = 5;

/** Null when it does not answer; then nothing else can be asked of it. */
export async function askDatabase(
  reader: Pick<DiagnosisReader, "server">,
): Promise<{ readonly server: DatabaseServer | null; readonly finding: Finding }> {
  try {
    const server = await reader.server();
    const facts = { version: server.version, least: LEAST_MAJOR };
    return { server, finding: found("database", server.major < LEAST_MAJOR ? "old" : "ok", facts) };
  } catch (error) {
    return { server: null, finding: found("database", "unreachable", { reason: reasonOf(error) }) };
  }
}

export function checkClock({ aheadSeconds }: DatabaseServer): Finding {
  const seconds = Math.round(Math.abs(aheadSeconds));
  return found("clock", seconds > CLOCK_SECONDS ? "off" : "ok", { seconds });
}

export async function checkMigrations(reader: Pick<DiagnosisReader, "migrations">): Promise<Finding> {
  const { pending, broken, newer } = await reader.migrations();
  if (broken.length > 0) return found("migrations", "broken", { names: broken.join(", ") });
  if (pending.length > 0) return found("migrations", "pending", { count: pending.length });
  if (newer.length > 0) return found("migrations", "newer", { names: newer.join(", ") });
  return found("migrations", "ok");
}
