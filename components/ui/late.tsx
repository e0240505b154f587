"use client";

import { type ComponentType, useState } from "react";
import { type Later, useLater } from "./later";

/**
 * Draws a component whose module comes when it is first needed: a dialog, a bar. It stays from then on, so that it can
 * fade out, and comes at once the next time.
 */
export function Late<P extends object>({
  part,
  when,
  props,
}: {
  part: Later<ComponentType<P>>;
  /** Is it needed now? */
  when: boolean;
  props: NoInfer<P>;
}) {
  const [wasNeeded, setNeeded] = useState(when);
  if (when && !wasNeeded) setNeeded(true);
  const Part = useLater(part, when || wasNeeded);
  return Part === null ? null : <Part {...props} />;
}
