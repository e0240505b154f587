/** What is there, where HubQueue listens or would listen? */
import { once } from "node:events";
import { createServer } from "node:net";
import { z } from "zod";
import { type Finding, found } from "@/lib/diagnosis";

const ANSWER_MS = 5_000;

/** As /api/health/ready answers; anything else is another program. */
const readySchema = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.string()) });

export async function checkPort(host: string, port: number): Promise<Finding> {
  const facts = { host, port: String(port) };
  const answer = await ask(host, port);
  if (answer === "other") return found("port", "taken", facts);
  if (answer !== null) {
    const wrong = Object.entries(answer.checks).filter(([, words]) => words !== "ok");
    const reason = wrong.map(([name, words]) => `${name}: ${words}`).join("; ");
    return answer.ready ? found("port", "answers", facts) : found("port", "notReady", { ...facts, reason });
  }
  const code = await refusalToListen(host, port);
  if (code === null) return found("port", "free", facts);
  return code === "EADDRINUSE"
    ? found("port", "taken", facts)
    : found("port", "forbidden", { ...facts, reason: code });
}

/** Null when nobody answers. */
async function ask(host: string, port: number): Promise<z.infer<typeof readySchema> | "other" | null> {
  const response = await fetch(`http://${reachable(host)}:${port}/api/health/ready`, {
    signal: AbortSignal.timeout(ANSWER_MS),
    redirect: "manual",
  }).catch(() => null);
  if (response === null) return null;
  const answer = readySchema.safeParse(await response.json().catch(() => null));
  return answer.success ? answer.data : "other";
}

/** The code of the refusal; null when one may listen there. */
async function refusalToListen(host: string, port: number): Promise<string | null> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, "listening");
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  } finally {
    server.close();
  }
}

/** Where a server that listens on that address can be asked from this machine. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
