"use client";

import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { uuidv7 } from "uuidv7";
import { createTaskAction } from "@/app/(app)/tasks/actions";
import { askAgain } from "@/components/ask-again";
import { useErrorText } from "@/components/error-text";
import { toast } from "@/components/toast/toast";
import { dateIn } from "@/lib/description-variables";
import type { WorkflowDetail } from "@/lib/workflow-schemas";
import { problemPath } from "./problem-path";
import { assembleTask, type TaskFormValues } from "./task-form";

/** Sends the create call, goes to the new task, and shows a refusal beside the field it is about. */
export function useCreateTask(workflow: WorkflowDetail, form: UseFormReturn<TaskFormValues>) {
  const t = useTranslations("newTask.form");
  const errorText = useErrorText();
  const router = useRouter();
  const timeZone = useTimeZone();
  const [refusal, setRefusal] = useState<{ text: string; detail: string } | null>(null);
  const [sending, setSending] = useState<"start" | "save" | null>(null);
  // State lags a render behind: two clicks in one frame must not make two tasks.
  const isSending = useRef(false);
  // The same wish again is the same task: the first answer may have been lost.
  const asked = useRef<{ text: string; id: string } | null>(null);

  const create = async (values: TaskFormValues, start: boolean) => {
    if (isSending.current) return;
    isSending.current = true;
    setSending(start ? "start" : "save");
    setRefusal(null);
    const { input, paths } = assembleTask(workflow, values, { start, date: dateIn(timeZone, new Date()) });
    const text = JSON.stringify(input);
    if (asked.current?.text !== text) asked.current = { text, id: uuidv7() };
    const { id } = asked.current;
    const answer = await askAgain(() => createTaskAction({ ...input, id })).catch((error: unknown) => ({
      ok: false as const,
      error,
    }));
    if (answer.ok) {
      // The buttons stay still until the new page is there: a second press would make, and pay for, a second task.
      const { workflowName } = answer.data;
      toast.success(t(start ? "started" : "saved", { name: workflowName }), {
        action: { label: t("createAnother"), onClick: () => router.push(`/tasks/new?from=${id}`) },
      });
      router.push(`/tasks/${id}`);
      return;
    }
    isSending.current = false;
    setSending(null);
    const why = errorText(answer.error);
    const { path, detail } = problemPath(answer.error, paths);
    if (path !== null) form.setError(path, { type: "server", message: detail || why }, { shouldFocus: true });
    setRefusal({ text: why, detail });
  };
  return { create, sending, refusal };
}
