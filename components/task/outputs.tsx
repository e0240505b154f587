"use client";

import { FolderDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { archiveAddress } from "@/lib/gallery-address";
import type { TaskView } from "@/lib/task-schemas";
import { isFinalized } from "@/lib/task-status";
import { OutputView } from "./output-view";
import { SectionCard } from "./section-card";

// It comes when somebody asks for it.
const TaskViewer = dynamic(
  () => import("@/components/gallery/task-viewer").then((module) => module.TaskViewer),
  {
    ssr: false,
  },
);

function emptyWords(task: TaskView): "none" | "noneSuccess" | "nonePast" {
  if (task.status === "SUCCESS") return "noneSuccess";
  return isFinalized(task.status) ? "nonePast" : "none";
}

/** What the runs produced. */
export function Outputs({ task }: { task: TaskView }) {
  const t = useTranslations("task.outputs");
  const zip = useTranslations("gallery.zip");
  const [openId, setOpenId] = useState<string | null>(null);
  const kept = task.outputs.filter(({ state }) => state === "STORED").length;
  return (
    <SectionCard
      title={t("title")}
      count={task.outputs.length}
      actions={
        kept > 1 && (
          <Button asChild variant="outline" size="sm">
            <a href={archiveAddress({ taskId: task.id })} download>
              <FolderDown aria-hidden />
              {zip("task")}
            </a>
          </Button>
        )
      }
    >
      {task.outputs.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground text-sm">{t(emptyWords(task))}</p>
      ) : (
        <ul className="grid gap-4 p-4 [&:has(>:nth-child(2))]:sm:grid-cols-2">
          {task.outputs.map((output, index) => (
            <OutputView key={output.id} output={output} number={index + 1} onOpen={setOpenId} />
          ))}
        </ul>
      )}
      {openId !== null && (
        <TaskViewer task={task} openId={openId} onMove={setOpenId} onClose={() => setOpenId(null)} />
      )}
    </SectionCard>
  );
}
