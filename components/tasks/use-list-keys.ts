"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { toast } from "sonner";
import { isTaskAction, LIST_KEYS, type ListDeed } from "@/components/tasks/list-keys";
import { currentRow, forgetPlace, isRow, keepPlace, notePlace, stepRow } from "@/components/tasks/row-focus";
import { SEARCH_ID } from "@/components/tasks/search-box";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskAction } from "@/lib/task-status";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
const LAYER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

interface ListKeys {
  readonly rows: readonly ShownRow[];
  readonly onHelp: () => void;
  readonly onClear: () => void;
}

/** A key does what the button of that name does, so that both follow the same rules. */
function press(within: ParentNode | null, button: string): boolean {
  const found = within?.querySelector<HTMLElement>(button) ?? null;
  found?.click();
  return found !== null;
}

function tick(row: HTMLElement | null, shiftKey: boolean): void {
  const box = row?.querySelector("[role=checkbox]");
  box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
}

/** True when there was something to do it with. */
function act(action: TaskAction): boolean {
  const bar = document.querySelector("[role=toolbar]");
  return press(bar ?? currentRow(), `[data-action=${action}]:not(:disabled)`);
}

/** Listens to the keys of the list. Quiet while somebody types, and under a dialog. */
export function useListKeys({ rows, onHelp, onClear }: ListKeys): void {
  const t = useTranslations("list.keys");
  const router = useRouter();
  const perform = (deed: ListDeed): void => {
    if (isTaskAction(deed)) {
      const mayMean = currentRow() !== null || document.querySelector("[role=toolbar]") !== null;
      if (!act(deed) && mayMean) toast(t("notNow"), { id: "not-now" });
      return;
    }
    const deeds: Record<Exclude<ListDeed, TaskAction>, () => void> = {
      search: () => document.getElementById(SEARCH_ID)?.focus(),
      down: () => stepRow(1),
      up: () => stepRow(-1),
      open: () => press(currentRow(), "[data-open]"),
      select: () => tick(currentRow(), false),
      range: () => tick(currentRow(), true),
      selectPage: () => press(document, "[data-select-page]"),
      create: () => router.push("/tasks/new"),
      clear: onClear,
      help: onHelp,
    };
    deeds[deed]();
  };
  const latest = useRef(perform);
  useEffect(() => {
    latest.current = perform;
  });

  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING) || document.querySelector(LAYER)) return;
      // With Caps Lock the letters come large; only Shift means the range.
      const pressed = event.shiftKey
        ? event.key
        : event.key.length === 1
          ? event.key.toLowerCase()
          : event.key;
      const deed = LIST_KEYS.find(({ key }) => key === pressed)?.does;
      // On a button or link inside the row, Enter is theirs.
      if (deed === undefined || (deed === "open" && !isRow(target))) return;
      event.preventDefault();
      latest.current(deed);
    };
    const note = (event: FocusEvent) => notePlace(event.target);
    document.addEventListener("keydown", handle);
    document.addEventListener("focusin", note);
    return () => {
      document.removeEventListener("keydown", handle);
      document.removeEventListener("focusin", note);
      forgetPlace();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the rows are others, the one with the focus may be gone
  useEffect(keepPlace, [rows]);
}
