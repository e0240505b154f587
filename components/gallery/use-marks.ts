"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import type { GalleryItem, MarkedOutput, Marks } from "@/lib/gallery-schemas";
import { type MarkWish, withWish } from "@/lib/marks";
import { useToldMarks } from "./use-told-marks";

/** One toast for all marks: the newest takes the place of the one before. */
const TOAST = "marks";

/** Marks set here, and when: until the server has been asked since. */
interface OwnMarks {
  readonly marks: Marks;
  readonly atMs: number;
}

/** What the wish is about, in one word of the messages. */
function deedOf({ favourite, verdict, addTags = [], removeTags = [] }: MarkWish) {
  if (favourite !== undefined) return favourite ? "favourite" : "unfavourite";
  if (verdict !== undefined) return verdict === null ? "undecided" : verdict === "KEPT" ? "kept" : "rejected";
  return addTags.length >= removeTags.length ? "tagged" : "untagged";
}

/**
 * The marks of results as this page knows them, those that colleagues set as well, and the way to change them: shown at once,
 * put back with a reason when the server refuses, and undone by a toast. What leaves a filter by its new marks stays in sight
 * until the page is read anew.
 */
export function useMarks(items: readonly GalleryItem[]) {
  const t = useTranslations("gallery.marks");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [own, setOwn] = useState<ReadonlyMap<string, OwnMarks>>(new Map());
  const { told, toldAtMs } = useToldMarks(items);
  const change = trpc.gallery.mark.useMutation().mutateAsync;
  const restore = trpc.gallery.restoreMarks.useMutation().mutateAsync;

  const marksOf = useCallback(
    (item: GalleryItem): Marks => {
      const mine = own.get(item.id);
      const theirs = told.get(item.id) ?? item;
      return mine !== undefined && (mine.atMs >= toldAtMs || theirs === item) ? mine.marks : theirs;
    },
    [own, told, toldAtMs],
  );
  const latest = useRef(marksOf);
  useEffect(() => {
    latest.current = marksOf;
  });

  const lay = useCallback(
    (marked: readonly MarkedOutput[]) =>
      setOwn((before) => {
        const atMs = Date.now();
        return new Map([...before, ...marked.map(({ id, ...marks }) => [id, { marks, atMs }] as const)]);
      }),
    [],
  );
  /** What the server has done. What it was asked before that is out of date. */
  const settle = useCallback(
    async (marked: readonly MarkedOutput[]) => {
      await utils.gallery.marks.cancel();
      lay(marked);
    },
    [utils, lay],
  );
  const refuse = useCallback(
    (before: readonly MarkedOutput[], error: unknown) => {
      lay(before);
      toast.error(t("failed"), { id: TOAST, description: errorText(error) });
    },
    [lay, errorText, t],
  );
  const undo = useCallback(
    async (before: MarkedOutput[], after: MarkedOutput[]) => {
      lay(before);
      try {
        await settle((await restore({ marks: before })).after);
        toast.success(t("undone"), { id: TOAST });
      } catch (error) {
        refuse(after, error);
      }
    },
    [lay, settle, restore, refuse, t],
  );
  const mark = useCallback(
    async (items: readonly GalleryItem[], wish: MarkWish) => {
      const before = items.map((item) => ({ id: item.id, ...pickMarks(latest.current(item)) }));
      lay(before.map(({ id, ...marks }) => ({ id, ...withWish(marks, wish) })));
      try {
        const report = await change({ ids: items.map(({ id }) => id), ...wish });
        await settle(report.after);
        if (wish.addTags !== undefined || wish.removeTags !== undefined) void utils.gallery.tags.invalidate();
        const words = t(`done.${deedOf(wish)}`, {
          count: report.after.length,
          tag: (wish.addTags ?? wish.removeTags ?? []).join(", "),
        });
        toast.success(words, {
          id: TOAST,
          action: { label: t("undo"), onClick: () => void undo(report.before, report.after) },
        });
      } catch (error) {
        refuse(before, error);
      }
    },
    [lay, settle, change, utils, undo, refuse, t],
  );
  return { marksOf, mark };
}

export type MarksState = ReturnType<typeof useMarks>;

/** Of a whole item only its marks. */
function pickMarks({ favourite, verdict, tags }: Marks): Marks {
  return { favourite, verdict, tags };
}
