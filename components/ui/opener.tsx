"use client";

import { Slot } from "radix-ui";
import {
  type ComponentProps,
  type ComponentType,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useId,
  useState,
} from "react";
import { type Later, quietly, useLater } from "./later";

/** What a menu or popover that opens beside a button is told about it. */
export interface Opened {
  /** It opens beside the button, is named by it, and gives the focus back to it. */
  readonly button: HTMLElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Opened by key: then the first item of a menu has the focus. */
  readonly byKey: boolean;
  /** Its own id, which the button names. */
  readonly id: string;
}

interface OpenerProps<P> extends Omit<ComponentProps<"button">, "ref" | "part"> {
  readonly opens: "menu" | "dialog";
  /** Draws it, by OpenMenu or OpenPopover. Its module comes when a person points at the button, or comes to it by key. */
  readonly part: Later<ComponentType<NoInfer<P> & Opened>>;
  readonly props: P;
}

const MENU_KEYS = ["Enter", " ", "ArrowDown"];

/**
 * A button (the only child, which takes props) with a menu or popover whose code is not on the first screen. The button
 * is the same before and after that code is here, and a press that was too early for it is kept.
 */
export function Opener<P extends object>({ opens, part, props, children, ...rest }: OpenerProps<P>) {
  const id = useId();
  const [open, setOpen] = useState(false);
  // The last press. What was opened once stays mounted: it fades out, and what it began goes on.
  const [press, setPress] = useState<{ button: HTMLElement; byKey: boolean } | null>(null);
  const Part = useLater(part, press !== null);
  const isShown = open && Part !== null;
  const toggle = ({ currentTarget }: { currentTarget: HTMLElement }, byKey: boolean) => {
    setPress({ button: currentTarget, byKey });
    setOpen((before) => !before);
  };
  const ahead = useCallback(() => void quietly(part.load), [part]);
  return (
    <>
      <Slot.Root
        id={`${id}button`}
        aria-haspopup={opens}
        aria-expanded={isShown}
        aria-controls={isShown ? id : undefined}
        data-state={isShown ? "open" : "closed"}
        onPointerEnter={ahead}
        onFocus={ahead}
        {...(opens === "menu" ? menuPresses(open, toggle) : { onClick: dialogPress(toggle) })}
        {...rest}
      >
        {children}
      </Slot.Root>
      {Part !== null && press !== null && (
        <Part {...props} {...press} open={open} onOpenChange={setOpen} id={id} />
      )}
    </>
  );
}

type Toggle = (event: { currentTarget: HTMLElement }, byKey: boolean) => void;

function dialogPress(toggle: Toggle) {
  return (event: MouseEvent<HTMLElement>) => toggle(event, false);
}

/** As Radix has it: a menu opens with the press itself, and takes the focus that the button would get by it. */
function menuPresses(open: boolean, toggle: Toggle) {
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || event.ctrlKey) return;
      if (!open) event.preventDefault();
      toggle(event, false);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (!MENU_KEYS.includes(event.key)) return;
      event.preventDefault();
      if (!open || event.key !== "ArrowDown") toggle(event, true);
    },
  };
}
