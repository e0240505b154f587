"use client";

import { useEffect, useRef } from "react";
import { useLive, useTaskChanges } from "@/components/live/live-tasks";
import { tellsOfEnds } from "@/components/live/use-follow-tasks";
import { useSoon } from "@/components/live/use-soon";
import { trpc } from "@/components/trpc";
import { type BrowserEvent, type BrowserLetter, hear } from "@/lib/browser-news";
import { forgetIfOld, recall, remember } from "./memory";

/** Without a hint, and for what no change of a task tells of: a queue that stands still. */
const ASK_EVERY_MS = 30_000;
const AT_MOST_EVERY_MS = 3_000;

/** Asks what happened as long as `isListening`, also while the tab is in the background, and hands on what is to be told. */
export function useNews(
  isListening: boolean,
  events: readonly BrowserEvent[],
  tell: (letters: readonly BrowserLetter[]) => void,
): void {
  const { client } = trpc.useUtils();
  const { freshness } = useLive();
  const isAsking = useRef(false);
  /** The answer under way may be older than what a further hint is about. */
  const isAskedMeanwhile = useRef(false);

  const ask = async () => {
    if (!isListening) return;
    if (isAsking.current) {
      isAskedMeanwhile.current = true;
      return;
    }
    isAsking.current = true;
    try {
      const news = await client.notifications.since.query({ after: recall()?.cursor ?? null });
      // Read anew: without locks another tab may have heard meanwhile.
      const { letters, memory } = hear(news, recall(), events, Date.now());
      remember(memory);
      if (letters.length > 0) tell(letters);
    } catch {
      // The server is away, or the person has signed out: the next question goes on from where this one was.
    }
    isAsking.current = false;
    if (isAskedMeanwhile.current) askSoon();
    isAskedMeanwhile.current = false;
  };
  const askSoon = useSoon(() => void ask(), AT_MOST_EVERY_MS);

  useEffect(() => {
    if (!isListening) return;
    forgetIfOld();
    askSoon();
    const timer = setInterval(askSoon, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isListening, askSoon]);

  useTaskChanges((changes) => {
    if (tellsOfEnds(changes)) askSoon();
  });
  // The page lets go of its live connection in the background; the tab that listens keeps one.
  const isInBackground = freshness === "paused";
  useEffect(() => {
    if (!isListening || !isInBackground) return;
    const { unsubscribe } = client.tasks.onChange.subscribe(undefined, {
      onData: ({ data: changes }) => {
        if (tellsOfEnds(changes)) askSoon();
      },
    });
    return unsubscribe;
  }, [isListening, isInBackground, client, askSoon]);
}
