"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Late } from "@/components/ui/late";
import { later } from "@/components/ui/later";
import { useLast } from "@/components/use-last";
import type { TaskDetail } from "@/lib/task-schemas";

// Few people ever see them, and the form brings its checks with it.
const linkRunDialog = later(
  () => import("./link-run-dialog").then(({ LinkRunDialog }) => LinkRunDialog),
  "when asked",
);
const sendAgainDialog = later(
  () => import("./send-again-dialog").then(({ SendAgainDialog }) => SendAgainDialog),
  "when asked",
);

interface Question {
  readonly way: "link" | "again";
  readonly task: TaskDetail;
}

const SettleContext = createContext<((question: Question) => void) | null>(null);

/** Holds the two dialogs that settle an unclear submit: they stay while the page under them changes with the task. */
export function SettleDialogsProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const shown = useLast(question);
  const close = () => setQuestion(null);
  return (
    <SettleContext value={setQuestion}>
      {children}
      {shown !== null && (
        <>
          <Late
            part={linkRunDialog}
            when={question?.way === "link"}
            props={{ task: shown.task, open: question?.way === "link", onClose: close }}
          />
          <Late
            part={sendAgainDialog}
            when={question?.way === "again"}
            props={{ task: shown.task, open: question?.way === "again", onClose: close }}
          />
        </>
      )}
    </SettleContext>
  );
}

/** Asks a person to settle an unclear submit. @throws outside SettleDialogsProvider (the shell provides it) */
export function useSettleDialogs(): (question: Question) => void {
  const ask = useContext(SettleContext);
  if (ask === null) throw new Error("useSettleDialogs needs SettleDialogsProvider");
  return ask;
}
