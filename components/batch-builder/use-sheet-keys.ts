import { useEffect, useRef } from "react";

interface Keys {
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onFillDown: () => void;
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [role=dialog]") !== null;
}

/** Undo, redo and fill down, unless the person types somewhere. */
export function useSheetKeys(keys: Keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isElsewhere(event.target)) return;
      const key = event.key.toLowerCase();
      const { onUndo, onRedo, onFillDown } = latest.current;
      const isRedo = (key === "z" && event.shiftKey) || key === "y";
      const act = isRedo ? onRedo : key === "z" ? onUndo : key === "d" ? onFillDown : null;
      if (act === null) return;
      event.preventDefault();
      // The grid would duplicate rows at Ctrl-D; people know it as fill down.
      event.stopPropagation();
      act();
    };
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  }, []);
}
