"use client";

import dynamic from "next/dynamic";
import { useEffect, useState, useSyncExternalStore } from "react";
import { isSwitchedOn, onWishes } from "./switched-on";

const Teller = dynamic(() => import("./teller").then(({ Teller }) => Teller), { ssr: false });

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
  return isOn && isRested ? <Teller /> : null;
}
