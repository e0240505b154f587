"use client";

import { useEffect } from "react";

const ICON = "link[rel~=icon]";

/** app/icon.svg with a red dot. */
const DOTTED = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none"><rect width="32" height="32" rx="8" fill="#4f46e5"/><path d="M16 5.5 26.5 16 16 26.5 5.5 16Z" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"/><path d="M16 11.2 20.8 16 16 20.8 11.2 16Z" fill="#fff"/><circle cx="25" cy="7" r="7" fill="#dc2626" stroke="#fff" stroke-width="2"/></svg>',
)}`;

/** A dot on the tab's icon, for what wants to be looked at. */
export function useFaviconDot(isShown: boolean): void {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>(ICON);
    if (!isShown || icon === null) return;
    const plain = icon.href;
    icon.href = DOTTED;
    return () => {
      icon.href = plain;
    };
  }, [isShown]);
}
