"use client";

import type { ComponentProps, FocusEvent } from "react";
import { Borrowed } from "./borrowed";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "./dropdown-menu";
import type { Opened } from "./opener";

interface OpenMenuProps extends Opened, Omit<ComponentProps<typeof DropdownMenuContent>, "id"> {
  readonly modal?: boolean;
}

/** The menu of an `Opener`. */
export function OpenMenu({ button, open, onOpenChange, byKey, modal = true, ...content }: OpenMenuProps) {
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange} modal={modal}>
      <DropdownMenuTrigger asChild>
        <Borrowed element={button} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        aria-labelledby={button.id}
        onFocus={byKey ? enterAtFirstItem : undefined}
        {...content}
      />
    </DropdownMenu>
  );
}

/** Radix does so itself only where it has seen the key, and the menu may have come after it. */
function enterAtFirstItem({ target, currentTarget, relatedTarget }: FocusEvent<HTMLElement>): void {
  if (target !== currentTarget || currentTarget.contains(relatedTarget)) return;
  currentTarget.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])")?.focus();
}
