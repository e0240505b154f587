"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { errorCode, errorMessage } from "@/lib/client-error";
import { shortName } from "@/lib/short-name";
import type { TaskView } from "@/lib/task-schemas";
import { useSettled } from "./use-settled";

/** Says that it may cost twice before it sends the task again. The server asks RunningHub first. */
export function SendAgainDialog({
  task,
  open,
  onClose,
}: {
  task: TaskView;
  open: boolean;
  onClose: () => void;
}) {
  return (
    <AlertDialog open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialogContent>
        <Question task={task} onDone={onClose} />
      </AlertDialogContent>
    </AlertDialog>
  );
}

function Question({ task, onDone }: { task: TaskView; onDone: () => void }) {
  const t = useTranslations("unclear.again");
  const again = trpc.tasks.sendAgain.useMutation(
    useSettled(({ workflowName }) => {
      onDone();
      toast.success(t("done", { name: workflowName }));
    }),
  );
  const problem = useProblem(again.error);
  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{t("title", { name: shortName(task.workflowName) })}</AlertDialogTitle>
        <AlertDialogDescription>{t("body")}</AlertDialogDescription>
      </AlertDialogHeader>
      {problem !== null && <Refusal {...problem} />}
      <AlertDialogFooter>
        <AlertDialogCancel>{t("cancel")}</AlertDialogCancel>
        {/* Not the dialog's own action: it stays open to say why it was refused. */}
        <Button variant="destructive" busy={again.isPending} onClick={() => again.mutate({ id: task.id })}>
          {t("submit")}
        </Button>
      </AlertDialogFooter>
    </>
  );
}

/** A refusal in the words of this dialog, where it has any. */
function useProblem(error: unknown): { text: string; detail: string } | null {
  const t = useTranslations("unclear.again.problems");
  const errorText = useErrorText();
  if (error === null) return null;
  const code = errorCode(error);
  switch (code) {
    case "EVIDENCE_AGAINST":
    case "RUNNINGHUB_UNREACHABLE":
    case "INVALID_TRANSITION":
      return { text: t(code), detail: errorMessage(error) };
    default:
      return { text: errorText(error), detail: errorMessage(error) };
  }
}
