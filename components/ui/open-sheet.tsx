"use client";

import type { ComponentProps } from "react";
import { Borrowed } from "./borrowed";
import type { Opened } from "./opener";
import { Sheet, SheetContent, SheetTrigger } from "./sheet";

/** The sheet of an `Opener`, where there is no room beside its button. */
export function OpenSheet({
  button,
  open,
  onOpenChange,
  byKey: _,
  ...content
}: Opened & Omit<ComponentProps<typeof SheetContent>, "id">) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange}>
      <SheetTrigger asChild>
        <Borrowed element={button} />
      </SheetTrigger>
      <SheetContent {...content} />
    </Sheet>
  );
}
