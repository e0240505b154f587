"use client";

import { useTranslations } from "next-intl";
import type { TaskView } from "@/lib/task-schemas";
import { isFinalized } from "@/lib/task-status";
import { OutputView } from "./output-view";
import { SectionCard } from "./section-card";

function emptyWords(task: TaskView): "none" | "noneSuccess" | "nonePast" {
  if (task.status === "SUCCESS") return "noneSuccess";
  return isFinalized(task.status) ? "nonePast" : "none";
}

/** What the runs produced. */
export function Outputs({ task }: { task: TaskView }) {
  const t = useTranslations("task.outputs");
  return (
    <SectionCard title={t("title")} count={task.outputs.length}>
      {task.outputs.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground text-sm">{t(emptyWords(task))}</p>
      ) : (
        <ul className="grid gap-4 p-4 [&:has(>:nth-child(2))]:sm:grid-cols-2">
          {task.outputs.map((output, index) => (
            <OutputView key={output.id} output={output} number={index + 1} />
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
