"use client";

import type { ReactNode } from "react";
import { cn } from "@/lib/utils";
import { later } from "./later";
import { Opener } from "./opener";
import { Hint } from "./tooltip";

const explanation = later(() => import("./explanation").then(({ Explanation }) => Explanation));

/** A few words with the whole of it behind them: on hover for a pointer, on a press for fingers and keyboards. */
export function Explained({
  children,
  text,
  more,
  className,
}: {
  /** The few words; also the button's name. */
  children: ReactNode;
  text: string;
  /** What a press shows besides, such as a link. */
  more?: ReactNode;
  className?: string;
}) {
  return (
    <Opener opens="dialog" part={explanation} props={{ text, more }}>
      <Hint text={text}>
        <button
          type="button"
          className={cn("ui-explained focus-ring hover:underline pointer-coarse:underline", className)}
        >
          {children}
        </button>
      </Hint>
    </Opener>
  );
}
