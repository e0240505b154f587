/** The route files of app/api, called as Next calls them. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { API_TOKEN } from "./house";

const ROOT = fileURLToPath(new URL("../../app/api", import.meta.url));

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> | undefined },
) => Promise<Response>;

/** Paths as documented ("/api/tasks/{id}") of every route file, tRPC and the catch-all aside. */
export function routePaths(): string[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => path.dirname(file))
    .filter((folder) => !folder.startsWith("trpc") && !folder.startsWith("[["))
    .map((folder) => `/api/${folder.split(path.sep).join("/")}`.replaceAll(/\[(\w+)\]/g, "{$1}"));
}

/** The module behind a documented path. */
export async function routeModule(documented: string): Promise<Record<string, Handler>> {
  const folder = documented.replace("/api/", "").replaceAll(/\{(\w+)\}/g, "[$1]");
  return import(path.join(ROOT, folder, "route.ts"));
}

export interface Sent {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly signal?: AbortSignal;
  /** False: without the token. */
  readonly signedIn?: boolean;
}

/** Calls "POST /api/tasks/{id}/start" with the API token. */
export async function call(route: string, sent: Sent = {}): Promise<Response> {
  const [method = "GET", documented = ""] = route.split(" ");
  const handler = (await routeModule(documented))[method];
  if (!handler) throw new Error(`${documented} exports no ${method}`);
  const url = documented.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(sent.path?.[name] ?? ""));
  const request = new Request(`http://127.0.0.1:3000${url}${sent.query ?? ""}`, {
    method,
    headers: { ...(sent.signedIn !== false && { authorization: `Bearer ${API_TOKEN}` }), ...sent.headers },
    ...(sent.signal && { signal: sent.signal }),
    ...(sent.body !== undefined && { body: sent.body, duplex: "half" }),
  });
  return handler(request, { params: sent.path && Promise.resolve(sent.path) });
}

/** Sends JSON. */
export function json(value: unknown): Pick<Sent, "headers" | "body"> {
  return {
    headers: { "content-type": "application/json" },
    body: typeof value === "string" ? value : JSON.stringify(value),
  };
}
