/** The third door: server actions. They answer, and never throw what was foreseen. */
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { AppError, type ErrorCode } from "@/lib/errors";
import { admit } from "./admission";
import { actorOf } from "./auth";
import { appErrorOf } from "./refusal";
import { logUnexpected } from "./report-unexpected";
import { type Services, services } from "./services";

export interface ActionError {
  readonly code: ErrorCode;
  /** English detail; the words on screen come from the messages, by code. */
  readonly message: string;
  readonly field?: string;
}

export type ActionResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ActionError };

/** Runs `work` for the person signed in, with checked input: a caller of an action may send anything. */
export async function act<Schema extends z.ZodType, T>(
  schema: Schema,
  input: unknown,
  work: (call: { actor: Actor; input: z.output<Schema>; services: Services }) => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const asked = await headers();
    const actor = await actorOf(asked);
    await admit(asked, actor, "write");
    if (!actor) throw new AppError("UNAUTHENTICATED", "Sign in first");
    return { ok: true, data: await work({ actor, input: schema.parse(input), services: services() }) };
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: actionErrorOf(error) };
  }
}

export function actionErrorOf(error: unknown): ActionError {
  const known = appErrorOf(error) ?? logUnexpected(error);
  const { code, message, details } = known;
  return details.field === undefined ? { code, message } : { code, message, field: details.field };
}
