"use client";

import { type ReactNode, useId } from "react";
import { cn } from "@/lib/utils";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";
import { Tooltip, TooltipContent, TooltipTrigger } from "./tooltip";

/** A few words with the whole of it behind them: on hover for a pointer, on a press for fingers and keyboards. */
export function Explained({
  children,
  text,
  more,
  className,
}: {
  /** The few words; also the button's name. */
  children: ReactNode;
  text: ReactNode;
  /** What a press shows besides, such as a link. */
  more?: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <Popover>
      <Tooltip>
        <TooltipTrigger asChild>
          <PopoverTrigger asChild>
            <button
              id={id}
              type="button"
              className={cn(
                "focus-ring block min-w-0 max-w-full truncate rounded-sm text-left decoration-dotted underline-offset-3 hover:underline pointer-coarse:underline",
                className,
              )}
            >
              {children}
            </button>
          </PopoverTrigger>
        </TooltipTrigger>
        <TooltipContent>{text}</TooltipContent>
      </Tooltip>
      <PopoverContent align="start" aria-labelledby={id} className="flex w-80 flex-col gap-2 p-3 text-[13px]">
        <p className="text-pretty [overflow-wrap:anywhere]">{text}</p>
        {more}
      </PopoverContent>
    </Popover>
  );
}
