"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useErrorText } from "@/components/error-text";
import { FormFooter } from "@/components/form-footer";
import { Refusal } from "@/components/refusal";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { InputField } from "@/components/ui/field";
import { useMomentText } from "@/components/waiting/use-moment-text";
import { errorCode, errorMessage } from "@/lib/client-error";
import { linkRunSchema, type TaskDetail } from "@/lib/task-schemas";
import { sentAt } from "./sent-at";
import { useSettled } from "./use-settled";

/** Asks for the id that RunningHub gave the run, and says where to find it. The server checks it with RunningHub. */
export function LinkRunDialog({
  task,
  open,
  onClose,
}: {
  task: TaskDetail;
  open: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("unclear.link");
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("intro")}</DialogDescription>
        </DialogHeader>
        <LinkRunForm
          task={task}
          onDone={() => {
            onClose();
            toast.success(t("done", { name: task.workflowName }));
          }}
        />
      </DialogContent>
    </Dialog>
  );
}

function LinkRunForm({ task, onDone }: { task: TaskDetail; onDone: () => void }) {
  const t = useTranslations("unclear.link");
  const momentText = useMomentText();
  const link = trpc.tasks.linkRun.useMutation(useSettled(onDone));
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(linkRunSchema),
    defaultValues: { remoteId: "" },
  });
  const problem = useProblem(link.error);
  const sent = sentAt(task);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ remoteId }) => link.mutate({ id: task.id, remoteId }))}
    >
      <InputField
        label={t("label")}
        hint={sent === null ? t("hintSometime") : t("hint", { time: momentText(sent) })}
        error={formState.errors.remoteId && t("invalid")}
        {...register("remoteId", { onChange: () => link.reset() })}
        inputMode="numeric"
        spellCheck={false}
        className="font-mono"
        placeholder="1904152026220003329"
      />
      {problem !== null && <Refusal {...problem} />}
      <FormFooter busy={link.isPending}>{t("submit")}</FormFooter>
    </form>
  );
}

/** A refusal in the words of this dialog, where it has any. */
function useProblem(error: unknown): { text: string; detail: string } | null {
  const t = useTranslations("unclear.link.problems");
  const errorText = useErrorText();
  if (error === null) return null;
  const code = errorCode(error);
  switch (code) {
    case "EVIDENCE_AGAINST":
    case "RUNNINGHUB_UNREACHABLE":
    case "INVALID_TRANSITION":
    case "INVALID_INPUT":
      return { text: t(code), detail: errorMessage(error) };
    default:
      return { text: errorText(error), detail: errorMessage(error) };
  }
}
