"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { useLive } from "@/components/live/live-tasks";
import { useFollowTasks } from "@/components/live/use-follow-tasks";
import { POLLING_INTERVAL_MS } from "@/components/live/use-freshness";
import { trpc } from "@/components/trpc";
import type { GalleryFilter } from "@/lib/gallery-schemas";
import { galleryQuestion } from "./gallery-question";

/** The page the address asks for, and how many match. What comes anew is asked for soon after tasks changed. */
export function useGalleryPage(filter: GalleryFilter, cursor: string | null) {
  const { freshness } = useLive();
  const utils = trpc.useUtils();
  useFollowTasks(() => {
    void utils.gallery.page.invalidate();
    void utils.gallery.count.invalidate();
  });
  const refetchInterval = freshness === "polling" ? POLLING_INTERVAL_MS : (false as const);
  const page = trpc.gallery.page.useQuery(galleryQuestion(filter, cursor), {
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const { data: count } = trpc.gallery.count.useQuery(filter, {
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  return { page, count };
}
