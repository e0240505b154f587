"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useTimeZone } from "next-intl";
import { useQueryStates } from "nuqs";
import { useCallback, useSyncExternalStore } from "react";
import { useFollowEnds } from "@/components/live/use-follow-tasks";
import { trpc } from "@/components/trpc";
import { dateIn } from "@/lib/description-variables";
import { type InsightAddress, insightQueryOf } from "@/lib/insight-range";
import { INSIGHT_PARSERS } from "./insight-address";

const INTERVAL_MS = 30_000;
/** Runs end all the time; figures that change more often are not read. */
const FOLLOW_EVERY_MS = 2_500;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, INTERVAL_MS);
  return () => clearInterval(timer);
}

/** The figures of what the address asks for: asked again after runs have ended, where they reach until now, and twice a minute. */
export function useInsight() {
  const timeZone = useTimeZone() ?? "UTC";
  const [address, setAddress] = useQueryStates(INSIGHT_PARSERS);
  // A page that is open all night knows in the morning.
  const day = () => dateIn(timeZone, new Date());
  const today = useSyncExternalStore(subscribe, day, day);
  const asked = insightQueryOf(address, today, timeZone);
  const utils = trpc.useUtils();
  useFollowEnds(() => {
    if (asked.to >= today) void utils.insight.read.invalidate();
  }, FOLLOW_EVERY_MS);
  const query = trpc.insight.read.useQuery(asked, {
    // The old figures stay until the new ones are there: the page must not jump.
    placeholderData: keepPreviousData,
    refetchInterval: INTERVAL_MS,
  });
  const narrow = useCallback(
    (wishes: { [Name in keyof InsightAddress]?: InsightAddress[Name] | null }) =>
      void setAddress(wishes, { history: "push" }),
    [setAddress],
  );
  return { address, narrow, query };
}

export type InsightState = ReturnType<typeof useInsight>;
