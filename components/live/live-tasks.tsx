"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Freshness, useFreshness } from "@/components/live/use-freshness";
import { useTabInView } from "@/components/live/use-tab-in-view";
import { trpc } from "@/components/trpc";
import { errorCode } from "@/lib/client-error";
import { foldChanges, foldOwn, type LiveTasks, NOTHING_LIVE } from "@/lib/live-tasks";
import type { TaskChanges, TaskView } from "@/lib/task-schemas";

type Listener = (changes: TaskChanges) => void;

interface Live {
  readonly tasks: LiveTasks;
  readonly freshness: Freshness;
  /** Lays the answer of this browser's own action over every view at once. */
  readonly tell: (own: { tasks?: TaskView[]; deletedIds?: string[] }) => void;
  /** Counts what this browser itself added or took away: then lists may move their rows at once. */
  readonly ownMoves: number;
  readonly moved: () => void;
  readonly listen: (listener: Listener) => () => void;
}

const READ_AGAIN_MS = 400;

const LiveContext = createContext<Live | null>(null);

/** One live subscription per tab. While the tab is out of view it lets go: browsers allow few connections per host. */
export function LiveTasksProvider({ children }: { children: ReactNode }) {
  const utils = trpc.useUtils();
  const inView = useTabInView();
  const [tasks, setTasks] = useState<LiveTasks>(NOTHING_LIVE);
  const [ownMoves, setOwnMoves] = useState(0);
  const listeners = useRef(new Set<Listener>());
  const lastId = useRef<string | null>(null);
  // Fixed while a subscription lives (tRPC resumes a lost one by itself); read anew after a pause.
  const [resumeFrom, setResumeFrom] = useState<string | null>(null);

  useEffect(() => {
    if (!inView) setResumeFrom(lastId.current);
  }, [inView]);

  // While thousands of tasks change, message after message says so.
  const again = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const readAgain = () => {
    again.current ??= setTimeout(() => {
      again.current = undefined;
      void utils.tasks.invalidate();
    }, READ_AGAIN_MS);
  };
  useEffect(() => () => clearTimeout(again.current), []);

  const subscription = trpc.tasks.onChange.useSubscription(
    { lastEventId: resumeFrom },
    {
      enabled: inView,
      onData: ({ id, data: changes }) => {
        lastId.current = id;
        setTasks((known) => foldChanges(known, changes));
        utils.tasks.counts.setData(undefined, changes.counts);
        if (changes.reset) readAgain();
        for (const listener of listeners.current) listener(changes);
      },
      // It ends when its person may not be here any more; asked who they are, the page leaves for the door.
      onError: (error) => {
        if (errorCode(error) === "UNAUTHENTICATED") void utils.me.who.invalidate();
      },
    },
  );
  const freshness = useFreshness(subscription, inView);

  const tell = useCallback<Live["tell"]>((own) => setTasks((known) => foldOwn(known, own)), []);
  const listen = useCallback<Live["listen"]>((listener) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  }, []);
  const moved = useCallback(() => setOwnMoves((count) => count + 1), []);
  const value = useMemo(
    () => ({ tasks, freshness, tell, listen, ownMoves, moved }),
    [tasks, freshness, tell, listen, ownMoves, moved],
  );
  return <LiveContext value={value}>{children}</LiveContext>;
}

/** The live picture. @throws outside LiveTasksProvider (the shell provides it) */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLive needs LiveTasksProvider");
  return live;
}

/** Calls back on each live message; the callback may change between renders. */
export function useTaskChanges(callback: Listener): void {
  const { listen } = useLive();
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => listen((changes) => latest.current(changes)), [listen]);
}
