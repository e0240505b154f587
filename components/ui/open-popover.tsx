"use client";

import type { ComponentProps } from "react";
import { Borrowed } from "./borrowed";
import type { Opened } from "./opener";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

/** The popover of an `Opener`. */
export function OpenPopover({
  button,
  open,
  onOpenChange,
  byKey: _,
  ...content
}: Opened & Omit<ComponentProps<typeof PopoverContent>, "id">) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <Borrowed element={button} />
      </PopoverTrigger>
      <PopoverContent {...content} />
    </Popover>
  );
}
