/** One REST call, described once: its route, its checks, its documentation, and the service method behind it. */
import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import { admit, rateHeaders, withHeaders } from "./admission";
import { actorOf } from "./auth";
import { readJson } from "./json-body";
import { requireSameOrigin } from "./same-origin";
import { type Services, services } from "./services";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

export const MEGABYTE = 1024 * 1024;

type ParamName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamName<Rest>
  : never;
type Params = Readonly<Record<string, string>>;

/** What the documentation says of a successful answer. */
export interface AnswerDoc {
  readonly status: number;
  readonly description: string;
  /** Missing: the answer is not JSON. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

interface Meta<Path extends string> {
  readonly method: Method;
  readonly path: Path;
  readonly summary: string;
  readonly tag: "tasks" | "batches" | "files" | "people" | "operators" | "machines";
  readonly answer: AnswerDoc;
  /** Codes it can be refused with, besides those that any call can. */
  readonly refusals?: readonly ErrorCode[];
}

export interface Operation extends Meta<string> {
  /** Who may call: signed-in people and tokens, a machine that knows another secret, or everybody. */
  readonly access: "actor" | "secret" | "open";
  readonly query: z.ZodObject;
  /** A JSON body, or the name of another media type that the operation reads itself. */
  readonly body: z.ZodType | string | null;
  /** @throws whatever the service throws */
  handle(request: Request, params: Params): Promise<Response>;
}

interface Call<Path extends string, Query, Body> {
  readonly request: Request;
  readonly params: Readonly<Record<ParamName<Path>, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly services: Services;
}

interface Spec<Path extends string, Query extends z.ZodObject, Body extends z.ZodType> extends Meta<Path> {
  readonly query?: Query;
  readonly body?: Body;
  /** Of a JSON body; 1 MB. */
  readonly maxBodyBytes?: number;
  /** Media type of a body that `run` reads itself. */
  readonly rawBody?: string;
}

type NoQuery = z.ZodObject<Record<never, never>, z.core.$strict>;
const NO_QUERY: z.ZodObject = z.strictObject({});

/** A call that needs an actor; what the actor may do is checked by the service. */
export function operation<
  const Path extends string,
  Query extends z.ZodObject = NoQuery,
  Body extends z.ZodType = z.ZodUndefined,
>(
  spec: Spec<Path, Query, Body> & {
    run(call: Call<Path, z.output<Query>, z.output<Body>> & { readonly actor: Actor }): Promise<unknown>;
  },
): Operation {
  return {
    ...documented(spec),
    access: "actor",
    async handle(request, params) {
      const actor = await actorOf(request.headers);
      const allowance = await admit(request.headers, actor, spec.method === "GET" ? "read" : "write");
      if (!actor) throw new AppError("UNAUTHENTICATED", "Send a bearer token, or sign in");
      const house = services();
      if (spec.method !== "GET" && actor.kind === "user")
        requireSameOrigin(request.headers, house.config.publicUrl);
      const answer = await spec.run({ ...(await read(spec, request, params)), actor, services: house });
      return withHeaders(toResponse(spec.answer, answer), rateHeaders(allowance));
    },
  };
}

/**
 * A call without an actor: open to everybody, or guarded by a secret that `run` checks. Who knows the secret is always
 * answered, and so are probes; everybody else as often as strangers are.
 */
export function openOperation<
  const Path extends string,
  Query extends z.ZodObject = NoQuery,
  Body extends z.ZodType = z.ZodUndefined,
>(
  spec: Spec<Path, Query, Body> & {
    readonly access: "secret" | "open";
    /** Asked by what watches over the process, also before it has booted. */
    readonly isProbe?: boolean;
    run(call: Omit<Call<Path, z.output<Query>, z.output<Body>>, "services">): Promise<unknown>;
  },
): Operation {
  return {
    ...documented(spec),
    access: spec.access,
    async handle(request, params) {
      if (spec.access === "open" && !spec.isProbe) await admit(request.headers, null, "read");
      try {
        return toResponse(spec.answer, await spec.run(await read(spec, request, params)));
      } catch (error) {
        if (spec.access === "secret" && isWrongSecret(error)) await admit(request.headers, null, "read");
        throw error;
      }
    },
  };
}

function isWrongSecret(error: unknown): boolean {
  return isAppError(error) && (error.code === "UNAUTHENTICATED" || error.code === "NOT_FOUND");
}

function documented<Path extends string, Query extends z.ZodObject, Body extends z.ZodType>(
  spec: Spec<Path, Query, Body>,
): Omit<Operation, "handle" | "access"> {
  const { method, path, summary, tag, answer, refusals, query = NO_QUERY, body = null, rawBody } = spec;
  return { method, path, summary, tag, answer, refusals, query, body: rawBody ?? body };
}

async function read<Path extends string, Query extends z.ZodObject, Body extends z.ZodType>(
  spec: Spec<Path, Query, Body>,
  request: Request,
  params: Params,
) {
  const query = (spec.query ?? NO_QUERY).parse(queryOf(request));
  const body = spec.body?.parse(await readJson(request, spec.maxBodyBytes ?? MEGABYTE));
  // The builders' types tie path, query and body together; in here their links are out of sight.
  return { request, params, query, body } as Omit<Call<Path, z.output<Query>, z.output<Body>>, "services">;
}

/** @throws AppError INVALID_INPUT for a parameter that is there twice */
function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url);
  for (const name of new Set(searchParams.keys())) {
    if (searchParams.getAll(name).length > 1) {
      throw new AppError("INVALID_INPUT", `${name}: is given more than once`, { field: name });
    }
  }
  return Object.fromEntries(searchParams);
}

function toResponse(answer: AnswerDoc, result: unknown): Response {
  if (result instanceof Response) return result;
  return Response.json(result, { status: answer.status, headers: { "cache-control": "no-store" } });
}
