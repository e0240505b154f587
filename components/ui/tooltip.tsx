import { Slot } from "radix-ui";
import type { ComponentProps } from "react";

/**
 * A line of words for who points at the child or comes to it by key. It only carries them; `Hints` shows them.
 * `children` must take props (a button, a link, a span). `mono`: the words are an id.
 */
export function Hint({
  text,
  mono = false,
  ...props
}: ComponentProps<"span"> & { text: string; mono?: boolean }) {
  return <Slot.Root data-hint={text} data-hint-mono={mono ? "" : undefined} {...props} />;
}
