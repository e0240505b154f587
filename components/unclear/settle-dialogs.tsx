"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useState } from "react";
import { useLast } from "@/components/use-last";
import type { TaskDetail } from "@/lib/task-schemas";

// Few people ever see them; every page would carry their form and its checks.
const LinkRunDialog = dynamic(() => import("./link-run-dialog").then((module) => module.LinkRunDialog));
const SendAgainDialog = dynamic(() => import("./send-again-dialog").then((module) => module.SendAgainDialog));

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
          <LinkRunDialog task={shown.task} open={question?.way === "link"} onClose={close} />
          <SendAgainDialog task={shown.task} open={question?.way === "again"} onClose={close} />
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
