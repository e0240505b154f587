"use client";

import { useEffect, useRef, useState } from "react";
import { followHints } from "./hint-trail";
import { Late } from "./late";
import { later } from "./later";

const hintTip = later(() => import("./hint-tip").then(({ HintTip }) => HintTip));

interface Shown {
  readonly trigger: HTMLElement | null;
  /** Another with every change: each hint fades in beside its own element. */
  readonly turn: number;
}

/** Shows the words of whatever `Hint` the person points at or comes to by key: one tip for the whole page. */
export function Hints() {
  const [{ trigger, turn }, setShown] = useState<Shown>({ trigger: null, turn: 0 });
  const hide = useRef(() => {});
  useEffect(() => {
    const trail = followHints((trigger) => setShown(({ turn }) => ({ trigger, turn: turn + 1 })));
    hide.current = trail.hide;
    return trail.stop;
  }, []);
  return (
    <Late part={hintTip} when={trigger !== null} props={{ trigger, turn, onClose: () => hide.current() }} />
  );
}
