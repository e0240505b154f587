"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

const load = () => import("./palette").then((module) => module.Palette);
// It comes when somebody asks for it: no page waits for it.
const Palette = dynamic(load, { ssr: false });

const PaletteContext = createContext<(() => void) | null>(null);

/** Ctrl-K or ⌘-K opens the palette, on every page. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  // Once asked for it stays mounted, so that closing can be animated and opening again is at once.
  const [isAsked, setAsked] = useState(false);

  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      // The first half of the shortcut: what is typed right after the second must not be lost.
      if (event.key === "Control" || event.key === "Meta") void load();
      const isShortcut = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isShortcut || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setAsked(true);
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, []);

  const show = useMemo(
    () => () => {
      setAsked(true);
      setOpen(true);
    },
    [],
  );
  return (
    <PaletteContext value={show}>
      {children}
      {isAsked && <Palette open={open} onOpenChange={setOpen} />}
    </PaletteContext>
  );
}

/** Opens the palette. @throws outside PaletteProvider (the shell provides it) */
export function useOpenPalette(): () => void {
  const show = useContext(PaletteContext);
  if (show === null) throw new Error("useOpenPalette needs PaletteProvider");
  return show;
}
