"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useMayAct } from "@/components/shell/actor-context";
import { isTaskAction, LIST_KEYS, type ListDeed } from "@/components/tasks/list-keys";
import { currentRow, forgetPlace, isRow, keepPlace, notePlace, stepRow } from "@/components/tasks/row-focus";
import { SEARCH_ID } from "@/components/tasks/search-box";
import { useTaskActions } from "@/components/tasks/task-actions";
import { toast } from "@/components/toast/toast";
import type { ShownRow } from "@/lib/task-list-view";
import type { TaskAction } from "@/lib/task-status";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
const LAYER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** A key that waits for what is under way where it was pressed. */
interface Next {
  readonly action: TaskAction;
  readonly target: HTMLElement | null;
}

interface ListKeys {
  readonly rows: readonly ShownRow[];
  readonly onHelp: () => void;
  readonly onClear: () => void;
}

function press(within: ParentNode | null, link: string): void {
  within?.querySelector<HTMLElement>(link)?.click();
}

function tick(row: HTMLElement | null, shiftKey: boolean): void {
  const box = row?.querySelector("[role=checkbox]");
  box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
}

/** What a key of an action means: the selected tasks or, without a selection, the row one is on. */
function meant(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[role=toolbar]") ?? currentRow();
}

/**
 * A key does what the button of that name does, so that both follow the same rules. A button that is there and rests
 * belongs to tasks with an action under way.
 */
function act(action: TaskAction): "pressed" | "resting" | "impossible" {
  const button = meant()?.querySelector<HTMLButtonElement>(`[data-action=${action}]`) ?? null;
  if (button === null) return "impossible";
  if (button.disabled) return "resting";
  button.click();
  return "pressed";
}

/** Listens to the keys of the list. Quiet while somebody types, and under a dialog. */
export function useListKeys({ rows, onHelp, onClear }: ListKeys): void {
  const t = useTranslations("list.keys");
  const router = useRouter();
  const mayAct = useMayAct();
  const { doing, doingFilter } = useTaskActions();
  const next = useRef<Next | null>(null);
  const attempt = (action: TaskAction): void => {
    const target = meant();
    const outcome = act(action);
    // Hands are faster than answers: the key counts as soon as what is under way there is done.
    next.current = outcome === "resting" && mayAct ? { action, target } : null;
    if (outcome !== "pressed" && next.current === null && target !== null) {
      toast(t("notNow"), { id: "not-now" });
    }
  };
  const perform = (deed: ListDeed): void => {
    next.current = null;
    if (isTaskAction(deed)) {
      attempt(deed);
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something under way has ended
  useEffect(() => {
    const asked = next.current;
    const isQuiet = document.querySelector(LAYER) === null;
    if (asked !== null && isQuiet && asked.target === meant()) attempt(asked.action);
  }, [doing, doingFilter]);

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
