"use client";

import { useCallback, useEffect, useRef } from "react";
import { chime, mayChime, type Tune } from "./chime";

const NAME = "hubqueue.sound";

interface Ring {
  readonly tune: Tune;
  readonly volume: number;
}

/**
 * Rings in this tab, or where nobody has pressed anything in it, in another one: browsers play sound only in pages that
 * were used. One of them does, by a lock; without locks nobody is asked.
 */
export function useRing(): (tune: Tune, volume: number) => void {
  const others = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    if (!("locks" in navigator)) return;
    const channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }: MessageEvent<Ring>) => void ringAlone(data);
    others.current = channel;
    return () => channel.close();
  }, []);
  return useCallback(async (tune, volume) => {
    if (!(await chime(tune, volume))) others.current?.postMessage({ tune, volume } satisfies Ring);
  }, []);
}

/** As long as the others might think that nobody rings. */
const HELD_MS = 3_000;

async function ringAlone({ tune, volume }: Ring): Promise<void> {
  if (!mayChime()) return;
  await navigator.locks.request(NAME, { ifAvailable: true }, async (lock) => {
    if (lock !== null && (await chime(tune, volume)))
      await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  });
}
