"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

export { toast } from "sonner";

const THEMES: Record<string, ToasterProps["theme"]> = { light: "light", dark: "dark" };

export function Toaster(props: ToasterProps) {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={THEMES[resolvedTheme ?? ""] ?? "system"}
      position="bottom-right"
      // Above the batch bar, on a phone above the bottom bar, and above the tray of operations.
      offset={{ bottom: "calc(76px + var(--tray-height, 0px))", right: 20 }}
      mobileOffset={{ bottom: "calc(128px + var(--tray-height, 0px))", left: 12, right: 12 }}
      closeButton
      toastOptions={{
        style: {
          background: "var(--popover)",
          color: "var(--popover-foreground)",
          borderColor: "var(--border-strong)",
          borderRadius: "8px",
          fontFamily: "var(--font-sans)",
        },
        classNames: {
          // Also over a dialog, which takes the pointer from everything outside.
          toast: "pointer-events-auto!",
          // A name may be long, and have no space in it.
          title: "line-clamp-4 [overflow-wrap:anywhere]",
          success: "[&_[data-icon]]:text-status-ready!",
          error: "[&_[data-icon]]:text-status-failed!",
          description: "text-muted-foreground!",
          actionButton: "bg-primary! text-primary-foreground! h-7! px-2.5! text-[13px]!",
        },
      }}
      {...props}
    />
  );
}
