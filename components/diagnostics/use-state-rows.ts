"use client";

import { useTranslations } from "next-intl";
import { useDurationText } from "@/components/forecast/use-duration-text";
import { fileSizeText } from "@/components/media/file-size";
import type { ProcessState } from "@/lib/diagnosis";

/** The state of the process as names and words. */
export function useStateRows(): (state: ProcessState) => readonly (readonly [name: string, words: string])[] {
  const t = useTranslations("diagnostics.state");
  const durationText = useDurationText();
  return (state) => {
    const { slots, connections, passAgeSeconds, eventLagSeconds } = state;
    const all = Object.values(slots).reduce((sum, count) => sum + count, 0);
    return [
      [t("version"), state.version],
      [t("node"), state.node],
      [t("uptime"), durationText(state.uptimeSeconds)],
      [t("memory"), fileSizeText(state.memoryBytes)],
      [t("processes"), t("processesText", { count: state.processes })],
      [t("leader"), t(`leaderIs.${state.leader}`)],
      [
        t("passAge"),
        passAgeSeconds === null ? t("notHere") : t("passAgeText", { seconds: tenths(passAgeSeconds) }),
      ],
      [t("waiting"), String(state.waiting)],
      [t("slots"), t("slotsText", { used: all - slots.free, all })],
      [t("unknown"), String(slots.unknown)],
      [
        t("eventLag"),
        eventLagSeconds === null ? t("noEvent") : t("eventLagText", { seconds: hundredths(eventLagSeconds) }),
      ],
      [t("liveClients"), String(state.liveClients)],
      [t("connections"), connections === null ? t("unknownText") : t("connectionsText", connections)],
    ];
  };
}

const tenths = (number: number) => Math.round(number * 10) / 10;
const hundredths = (number: number) => Math.round(number * 100) / 100;
