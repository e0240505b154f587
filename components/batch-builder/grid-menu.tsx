import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { ContextMenuComponentProps } from "react-datasheet-grid";

/** What a right click offers, in our words. */
export function GridMenu({ clientX, clientY, items, close }: ContextMenuComponentProps) {
  const t = useTranslations("batchBuilder.menu");
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const closeOutside = (event: MouseEvent) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) close();
    };
    document.addEventListener("mousedown", closeOutside);
    return () => document.removeEventListener("mousedown", closeOutside);
  }, [close]);
  return (
    <div
      ref={ref}
      role="menu"
      style={{ left: clientX, top: clientY }}
      className="fixed z-50 min-w-44 rounded-lg border bg-popover p-1 text-popover-foreground shadow-lg"
    >
      {items.map((item) => (
        <button
          key={item.type}
          type="button"
          role="menuitem"
          onClick={item.action}
          className="flex w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-accent"
        >
          {item.type === "DELETE_ROWS" || item.type === "DUPLICATE_ROWS"
            ? t(item.type, { from: item.fromRow, to: item.toRow })
            : t(item.type)}
        </button>
      ))}
    </div>
  );
}
