/** Answers that a page's HTML brings along: its first paint shows them, and the browser need not ask. */
import { QueryClient } from "@tanstack/react-query";
import { createHydrationHelpers } from "@trpc/react-query/rsc";
import type { Actor } from "@/lib/actor";
import { type AppRouter, createCaller } from "./router";

/**
 * `await ahead.<procedure>.prefetch(input)` for each answer, then render `HydrateClient` around what reads them. An
 * answer that fails is left out: the browser asks again and tells the reason.
 */
export function answersAhead(actor: Actor) {
  const known = new QueryClient();
  const { trpc: ahead, HydrateClient } = createHydrationHelpers<AppRouter>(
    createCaller({ actor }),
    () => known,
  );
  return { ahead, HydrateClient };
}
