"use client";

import { useEffect } from "react";
import { SEARCH_ID } from "@/components/tasks/search-box";

const ROW = "tr[data-task-id]";
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
const LAYER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

function currentRow(): HTMLTableRowElement | null {
  return document.activeElement?.closest<HTMLTableRowElement>(ROW) ?? null;
}

function focusRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLTableRowElement>(ROW)];
  const row = currentRow();
  const at = row === null ? -1 : rows.indexOf(row);
  const target = at === -1 ? rows[0] : rows[at + step];
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

/** `/` search, j and k move, x select, Enter open, ? help, Escape unselect. Quiet while typing or under a dialog. */
export function useListKeys({ onHelp, onClear }: { onHelp: () => void; onClear: () => void }): void {
  useEffect(() => {
    const actions: Record<string, () => void> = {
      "/": () => document.getElementById(SEARCH_ID)?.focus(),
      j: () => focusRow(1),
      k: () => focusRow(-1),
      x: () => currentRow()?.querySelector<HTMLElement>("[role=checkbox]")?.click(),
      "?": onHelp,
      Escape: onClear,
    };
    const handle = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING) || document.querySelector(LAYER)) return;
      // On a button or link inside the row, Enter is theirs.
      if (event.key === "Enter" && target?.matches(ROW)) {
        target.querySelector<HTMLElement>("a[href]")?.click();
        return;
      }
      const action = actions[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, [onHelp, onClear]);
}
