"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCReact } from "@trpc/react-query";
import { type ReactNode, useState } from "react";
import { errorCode, isRetryable, retryDelayMs } from "@/lib/client-error";
import type { AppRouter } from "@/server/transport/router";

export const trpc = createTRPCReact<AppRouter>();

const URL = "/api/trpc";
const MAX_READ_RETRIES = 2;

/** For a read that takes its time: in one request with others it would hold them up. */
export const ALONE = { trpc: { context: { alone: true } } } as const;

/** A session that ended sends the person to sign in, and back here afterwards. */
function leaveWhenSignedOut(error: unknown): void {
  if (errorCode(error) !== "UNAUTHENTICATED" || window.location.pathname.startsWith("/sign-in")) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?from=${encodeURIComponent(here)}`);
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        // HubQueue may run on this very machine: it answers without a network, so the browser's word stops nothing.
        networkMode: "always",
        retry: (failures, error) => failures < MAX_READ_RETRIES && isRetryable(error),
        retryDelay: (failures, error) => retryDelayMs(failures, error),
      },
      // A mutation acts once, and now: one that waited for the network would act when nobody expects it any more.
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() =>
    trpc.createClient({
      links: [
        splitLink({
          condition: (operation) => operation.type === "subscription",
          true: httpSubscriptionLink({ url: URL }),
          false: splitLink({
            condition: ({ context }) => context.alone === true,
            true: httpLink({ url: URL }),
            false: httpBatchLink({ url: URL, maxURLLength: 4_000 }),
          }),
        }),
      ],
    }),
  );
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
