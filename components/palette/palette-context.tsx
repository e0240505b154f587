"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { Late } from "@/components/ui/late";
import { later, quietly } from "@/components/ui/later";

const palette = later(() => import("./palette").then(({ Palette }) => Palette));

const PaletteContext = createContext<(() => void) | null>(null);

/** Ctrl-K or ⌘-K opens the palette, on every page. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      // The first half of the shortcut: what is typed right after the second must not be lost.
      if (event.key === "Control" || event.key === "Meta") void quietly(palette.load);
      const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isShortcut || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, []);

  const show = useCallback(() => setOpen(true), []);
  return (
    <PaletteContext value={show}>
      {children}
      <Late part={palette} when={open} props={{ open, onOpenChange: setOpen }} />
    </PaletteContext>
  );
}

/** Opens the palette. @throws outside PaletteProvider (the shell provides it) */
export function useOpenPalette(): () => void {
  const show = useContext(PaletteContext);
  if (show === null) throw new Error("useOpenPalette needs PaletteProvider");
  return show;
}
