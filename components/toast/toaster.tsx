"use client";

import { useEffect, useSyncExternalStore } from "react";
import { toastDesk } from "@/components/toast/toast";
import { later, useLater } from "@/components/ui/later";

const sonner = later(() => import("@/components/ui/sonner"));
const no = () => false;

/** The corner where toasts are shown. It comes before the first of them where there is time, so that readers know it. */
export function Toaster() {
  const isAsked = useSyncExternalStore(toastDesk.subscribe, toastDesk.isAsked, no);
  const isHere = useSyncExternalStore(sonner.subscribe, () => sonner.read() !== null, no);
  const Sonner = useLater(sonner, isAsked || isHere);
  useEffect(() => {
    // Effects of children run before those of their parents: the toaster listens by now.
    if (Sonner !== null) toastDesk.open(Sonner.toast);
  }, [Sonner]);
  return Sonner === null ? null : <Sonner.Toaster />;
}
