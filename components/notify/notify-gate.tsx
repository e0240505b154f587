"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { Late } from "@/components/ui/late";
import { later } from "@/components/ui/later";
import { isSwitchedOn, onWishes } from "./switched-on";

const teller = later(() => import("./teller").then(({ Teller }) => Teller), "when asked");

/** Long after the page answers; also where browsers do not say that they are idle. */
const LATER_MS = 2_000;

/** Loads what tells this browser's person of news: only where it is switched on, and only once the page is at rest. */
export function NotifyGate() {
  const isOn = useSyncExternalStore(onWishes, isSwitchedOn, () => false);
  const [isRested, setRested] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => setRested(true), LATER_MS);
    return () => clearTimeout(timer);
  }, [isOn]);
  return isOn ? <Late part={teller} when={isRested} props={{}} /> : null;
}
