"use client";

import type { ReactNode } from "react";
import { OpenPopover } from "./open-popover";
import type { Opened } from "./opener";

interface ExplanationProps extends Opened {
  readonly text: string;
  readonly more: ReactNode;
}

/** What is behind the few words of `Explained`. */
export function Explanation({ text, more, ...opened }: ExplanationProps) {
  return (
    <OpenPopover
      {...opened}
      align="start"
      aria-labelledby={opened.button.id}
      className="flex w-80 flex-col gap-2 p-3 text-[13px]"
    >
      <p className="text-pretty [overflow-wrap:anywhere]">{text}</p>
      {more}
    </OpenPopover>
  );
}
