"use client";

import { Tooltip } from "radix-ui";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { cn } from "@/lib/utils";
import { Borrowed } from "./borrowed";

interface HintTipProps {
  /** What carries the hint; null while none is shown. */
  readonly trigger: HTMLElement | null;
  readonly turn: number;
  readonly onClose: () => void;
}

export function HintTip({ trigger, turn, onClose }: HintTipProps) {
  return trigger === null ? null : <Tip key={turn} trigger={trigger} onClose={onClose} />;
}

function Tip({ trigger, onClose }: { trigger: HTMLElement; onClose: () => void }) {
  const text = useHint(trigger);
  useEnd(trigger, onClose);
  if (text === "") return null;
  return (
    <Tooltip.Provider disableHoverableContent>
      <Tooltip.Root open onOpenChange={(open) => !open && onClose()}>
        <Tooltip.Trigger asChild>
          <Borrowed element={trigger} />
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            data-slot="tooltip-content"
            sideOffset={6}
            collisionPadding={8}
            className={cn(
              "fade-in-0 pointer-events-none z-50 max-w-72 animate-in text-pretty rounded-md bg-foreground px-2.5 py-1.5 text-background text-xs shadow-md [overflow-wrap:anywhere]",
              "hintMono" in trigger.dataset && "font-mono",
            )}
          >
            {text}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}

/** The words as they are now: a clock goes on while one reads it. */
function useHint(trigger: HTMLElement): string {
  const subscribe = useCallback(
    (listener: () => void) => {
      const observer = new MutationObserver(listener);
      observer.observe(trigger, { attributeFilter: ["data-hint"] });
      return () => observer.disconnect();
    },
    [trigger],
  );
  const read = () => trigger.dataset.hint ?? "";
  return useSyncExternalStore(subscribe, read, read);
}

/** A row may go away under the pointer, which tells nobody. */
function useEnd(trigger: HTMLElement, onEnd: () => void): void {
  useEffect(() => {
    let frame = requestAnimationFrame(function look() {
      if (!trigger.isConnected) onEnd();
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  });
}
