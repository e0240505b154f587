"use client";

import Link from "next/link";
import { Explained } from "@/components/ui/explained";
import { Hint } from "@/components/ui/tooltip";
import { useSentences } from "@/components/use-sentences";
import type { TaskView, Waiting } from "@/lib/task-schemas";
import { cn } from "@/lib/utils";
import { useWaitingWords } from "./use-waiting-words";

/** Why a task waits, in a few words; the sentences on hover or a press. A submit that a person may settle leads there. */
export function WaitingCause({
  task,
  waiting,
  className,
}: {
  task: TaskView;
  waiting: Waiting;
  className?: string;
}) {
  const { short, text, cure, link } = useWaitingWords()(waiting, task);
  const sentences = useSentences();
  if (short === "") return null;
  const look = cn("block min-w-0 max-w-full truncate text-xs", className);
  if (waiting.code === "UNSETTLED" && link !== null) {
    return (
      <Hint text={sentences(text, cure)}>
        <Link
          href={link.href}
          className={cn(look, "focus-ring rounded-sm text-notice-foreground underline underline-offset-2")}
        >
          {short}
        </Link>
      </Hint>
    );
  }
  return (
    <Explained text={sentences(text, cure)} className={cn(look, "text-muted-foreground")}>
      {short}
    </Explained>
  );
}
