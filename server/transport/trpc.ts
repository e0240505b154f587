/** The tRPC root: who asks, and how a refusal looks to a TypeScript client. */
import { initTRPC, TRPCError } from "@trpc/server";
import type { Actor } from "@/lib/actor";
import { AppError, ERRORS, type ErrorCode, type ErrorDetails } from "@/lib/errors";
import { currentRequest } from "../log-context";
import { appErrorOf } from "./refusal";
import { services } from "./services";

/** Well under the minute after which common proxies drop a silent connection. */
const PING_INTERVAL_MS = 15_000;
/** A stream ends now and then so that the client comes back and is asked for its session again. */
const MAX_STREAM_MS = 30 * 60_000;

export interface Context {
  readonly actor: Actor | null;
  /** Asks again who it is: a stream outlives the moment in which it was let in. */
  readonly askAgain?: () => Promise<Actor | null>;
}

const t = initTRPC.context<Context>().create({
  // Never a stack trace in an answer, in development neither.
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: PING_INTERVAL_MS },
    maxDurationMs: MAX_STREAM_MS,
    client: { reconnectAfterInactivityMs: 3 * PING_INTERVAL_MS },
  },
  errorFormatter({ shape, error }) {
    const { appCode, details, message } = publicFace(error);
    return { ...shape, message, data: { ...shape.data, appCode, ...details } };
  },
});

interface PublicFace {
  readonly appCode: ErrorCode;
  readonly details: ErrorDetails & { readonly requestId?: string };
  readonly message: string;
}

function publicFace(error: TRPCError): PublicFace {
  const known = appErrorOf(error.cause);
  if (known) return { appCode: known.code, details: known.details, message: known.message };
  const appCode = CODE_OF_TRPC[error.code];
  // Its own words about a broken call (unknown procedure, unparsable input) are safe to show; anything else is not.
  return appCode ? { appCode, details: {}, message: error.message } : internalFace();
}

/** What nobody foresaw is in the log, under the number of the request. */
function internalFace(): PublicFace {
  const requestId = currentRequest()?.id;
  const message = "Something went wrong on our side; the log has the details";
  return requestId === undefined
    ? { appCode: "INTERNAL", details: {}, message }
    : { appCode: "INTERNAL", details: { requestId }, message: `${message} under ${requestId}` };
}

/** Refusals that tRPC itself makes before a service is asked. */
const CODE_OF_TRPC: Partial<Record<TRPCError["code"], ErrorCode>> = {
  PARSE_ERROR: "INVALID_INPUT",
  BAD_REQUEST: "INVALID_INPUT",
  NOT_FOUND: "NOT_FOUND",
  METHOD_NOT_SUPPORTED: "METHOD_NOT_ALLOWED",
  UNSUPPORTED_MEDIA_TYPE: "UNSUPPORTED_MEDIA_TYPE",
  PAYLOAD_TOO_LARGE: "PAYLOAD_TOO_LARGE",
};

/** A foreseen refusal as tRPC's error with the right HTTP status; null for anything else. */
export function toTrpcError(error: unknown): TRPCError | null {
  const known = appErrorOf(error);
  return known && new TRPCError({ code: ERRORS[known.code].trpc, message: known.message, cause: known });
}

const translate = t.middleware(async ({ next }) => {
  // next() never throws: what a procedure threw is the cause of the error it returns.
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error.cause) ?? result.error;
  return result;
});

const signedIn = t.middleware(({ ctx, next }) => {
  if (!ctx.actor) throw new AppError("UNAUTHENTICATED", "Sign in, or send a bearer token");
  return next({ ctx: { actor: ctx.actor, services: services() } });
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
/** Every procedure needs an actor; what the actor may do is checked by the services. */
export const procedure = t.procedure.use(translate).use(signedIn);
