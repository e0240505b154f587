"use client";

import { type PointerEvent, useEffect, useRef } from "react";
import { moved, type Point, type ZoomView, zoomed } from "@/lib/zoom";

interface Zoom {
  readonly view: ZoomView;
  readonly onChange: (change: (before: ZoomView) => ZoomView) => void;
  /** A finger drawn sideways over a picture that is not enlarged. */
  readonly onSwipe?: (step: 1 | -1) => void;
}

const WHEEL = 0.0018;
const SWIPE_PX = 56;
/** One click more enlarges a fitted picture so far. */
const CLICKED = 2.5;

/** Wheel, drag, pinch, double click and swipe over a picture. Spread the handlers on its frame. */
export function useZoom({ view, onChange, onSwipe }: Zoom) {
  const frame = useRef<HTMLDivElement>(null);
  /** Fingers or the mouse on the picture, where they were last. */
  const pointers = useRef(new Map<number, Point>());
  const swipe = useRef<Point | null>(null);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });

  // React listens to the wheel passively: the page would scroll as well.
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const at = placeIn(element, event);
      change.current((before) => zoomed(before, Math.exp(-event.deltaY * WHEEL), at));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, placeIn(event.currentTarget, event));
    const isFinger = event.pointerType === "touch" && pointers.current.size === 1 && view.scale === 1;
    swipe.current = isFinger ? { x: event.clientX, y: event.clientY } : null;
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const from = pointers.current.get(event.pointerId);
    if (from === undefined) return;
    const to = placeIn(event.currentTarget, event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, to);
    onChange((before) => {
      if (other === undefined) return moved(before, { x: to.x - from.x, y: to.y - from.y });
      return zoomed(before, distance(to, other) / Math.max(0.01, distance(from, other)), middle(to, other));
    });
  };
  const onPointerEnd = (event: PointerEvent<HTMLDivElement>) => {
    pointers.current.delete(event.pointerId);
    const from = swipe.current;
    swipe.current = null;
    if (from === null || event.type !== "pointerup") return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy)) onSwipe?.(dx < 0 ? 1 : -1);
  };
  return {
    ref: frame,
    onPointerDown,
    onPointerMove,
    onPointerUp: onPointerEnd,
    onPointerCancel: onPointerEnd,
    onDoubleClick: (event: { currentTarget: HTMLDivElement; clientX: number; clientY: number }) => {
      const at = placeIn(event.currentTarget, event);
      onChange((before) => zoomed(before, before.scale > 1 ? 0 : CLICKED, at));
    },
  };
}

/** From the centre, in shares of the frame. */
function placeIn(element: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: (clientX - left) / width - 0.5, y: (clientY - top) / height - 0.5 };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
