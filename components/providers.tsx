"use client";

import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { TimeZoneCookie } from "@/components/time-zone-cookie";
import { TrpcProvider } from "@/components/trpc";
import { Toaster } from "@/components/ui/sonner";
import { TooltipProvider } from "@/components/ui/tooltip";

/** What every page needs around it, signed in or not. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <NuqsAdapter>
        <TrpcProvider>
          <TooltipProvider delayDuration={300}>
            {children}
            <Toaster />
            <TimeZoneCookie />
          </TooltipProvider>
        </TrpcProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
