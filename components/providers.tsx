"use client";

import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { FetchAhead } from "@/components/fetch-ahead";
import { TimeZoneCookie } from "@/components/time-zone-cookie";
import { Toaster } from "@/components/toast/toaster";
import { TrpcProvider } from "@/components/trpc";
import { Hints } from "@/components/ui/hints";

interface ProvidersProps {
  /** Without it the browser refuses the script that sets the theme before anything is painted. */
  readonly nonce: string | undefined;
  readonly children: ReactNode;
}

/** What every page needs around it, signed in or not. */
export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <NuqsAdapter>
        <TrpcProvider>
          {children}
          <Hints />
          <Toaster />
          <FetchAhead />
          <TimeZoneCookie />
        </TrpcProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
