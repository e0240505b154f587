"use client";

import { trpc } from "@/components/trpc";
import type { GalleryItem } from "@/lib/gallery-schemas";
import { outputType } from "@/lib/output-type";
import type { OutputView, TaskView } from "@/lib/task-schemas";
import { useMarks } from "./use-marks";
import { Viewer } from "./viewer";

/** As the gallery has it, before it has told the marks. */
function itemOf(output: OutputView, task: TaskView): GalleryItem {
  const { id, workflowId, workflowName, batchId, batchRow } = task;
  return {
    ...output,
    type: outputType(output.fileType),
    createdAt: task.completedAt ?? task.updatedAt,
    favourite: false,
    verdict: null,
    tags: [],
    task: { id, workflowId, workflowName, batchId, batchRow },
  };
}

/** The viewer over the kept results of one task. */
export function TaskViewer({
  task,
  openId,
  onMove,
  onClose,
}: {
  task: TaskView;
  openId: string;
  onMove: (id: string) => void;
  onClose: () => void;
}) {
  const { data: known } = trpc.gallery.ofTask.useQuery({ taskId: task.id });
  const kept = task.outputs.filter(({ state }) => state === "STORED");
  const items = known?.some(({ id }) => id === openId) ? known : kept.map((output) => itemOf(output, task));
  const marks = useMarks(items);
  return <Viewer items={items} openId={openId} marks={marks} onMove={onMove} onClose={onClose} />;
}
