"use client";

import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { FetchAhead } from "@/components/fetch-ahead";
import { TimeZoneCookie } from "@/components/time-zone-cookie";
import { Toaster } from "@/components/toast/toaster";
import { TrpcProvider } from "@/components/trpc";
import { Hints } from "@/components/ui/hints";

/** What every page needs around it, signed in or not. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
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
