import { batchReportSchema, batchTargetSchema } from "@/lib/task-schemas";
import type { TaskAction } from "@/lib/task-status";
import { type Method, operation } from "../operation";

function batch(action: TaskAction, method: Method, path: `/api/tasks/batch${string}`) {
  return operation({
    method,
    path,
    tag: "tasks",
    summary: `${action[0]?.toUpperCase()}${action.slice(1)} many tasks, named by id or by filter; one bad id never spoils the rest`,
    body: batchTargetSchema,
    answer: { status: 200, description: "What became of each task", schema: batchReportSchema },
    run: ({ services, actor, body }) => services.taskController.batch(actor, action, body),
  });
}

export const startTasks = batch("start", "POST", "/api/tasks/batch/start");
export const stopTasks = batch("stop", "POST", "/api/tasks/batch/stop");
export const deleteTasks = batch("delete", "DELETE", "/api/tasks/batch");
