"use client";

import { ChevronDown, History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type OperationDeeds, OperationLine } from "@/components/operations/operation-line";
import { isUnderWay } from "@/components/operations/use-recent-operations";
import { Button } from "@/components/ui/button";
import type { OperationView } from "@/lib/operation-schemas";

/** More are in the reports; these are the ones somebody may want to follow or take back. */
const SHOWN = 4;
/** Toasts stand above the tray: see the toaster. */
const HEIGHT = "--tray-height";

/** Over the foot of every page: operations under way with their progress, and lately ended ones folded to a button. */
export function OperationsTray({
  operations,
  deeds,
}: {
  operations: readonly OperationView[];
  deeds: OperationDeeds;
}) {
  const t = useTranslations("operations");
  const [unfolded, setUnfolded] = useState(false);
  const running = operations.filter(isUnderWay);
  const shown = (unfolded ? operations : running).slice(0, SHOWN);
  const ref = useTrayHeight();
  if (operations.length === 0) return null;
  return (
    <section
      ref={ref}
      aria-label={t("label")}
      className="pointer-events-none fixed right-3 bottom-[calc(8rem+env(safe-area-inset-bottom))] z-20 flex w-[min(24rem,calc(100vw-1.5rem))] flex-col items-end gap-2 md:right-5 md:bottom-19"
    >
      {shown.length > 0 && (
        <ul className="fade-in-0 slide-in-from-bottom-2 pointer-events-auto w-full animate-in divide-y overflow-hidden rounded-xl border border-border-strong bg-popover shadow-xl duration-150 motion-reduce:animate-none">
          {shown.map((operation) => (
            <OperationLine key={operation.id} operation={operation} deeds={deeds} />
          ))}
        </ul>
      )}
      {operations.length > running.length && (
        <Button
          size="xs"
          variant="outline"
          aria-expanded={unfolded}
          className="pointer-events-auto rounded-full border-border-strong bg-popover shadow-md"
          onClick={() => setUnfolded((before) => !before)}
        >
          {unfolded ? (
            <ChevronDown aria-hidden className="size-3.5" />
          ) : (
            <History aria-hidden className="size-3.5" />
          )}
          {unfolded ? t("fold") : t("unfold", { count: operations.length - running.length })}
        </Button>
      )}
    </section>
  );
}

function useTrayHeight() {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = document.documentElement;
    const tray = ref.current;
    if (tray === null) {
      root.style.removeProperty(HEIGHT);
      return;
    }
    const observer = new ResizeObserver(() => root.style.setProperty(HEIGHT, `${tray.offsetHeight + 8}px`));
    observer.observe(tray);
    return () => observer.disconnect();
  });
  return ref;
}
