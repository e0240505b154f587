"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useErrorText } from "@/components/error-text";
import { Refusal } from "@/components/refusal";
import { toast } from "@/components/toast/toast";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
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
  const cancel = useTranslations("common")("cancel");
  const momentText = useMomentText();
  const link = trpc.tasks.linkRun.useMutation(useSettled(onDone));
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(linkRunSchema),
    defaultValues: { remoteId: "" },
  });
  const isInvalid = formState.errors.remoteId !== undefined;
  const problem = useProblem(link.error);
  const sent = sentAt(task);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ remoteId }) => link.mutate({ id: task.id, remoteId }))}
    >
      <div className="flex flex-col gap-1.5">
        <Label htmlFor="remote-id">{t("label")}</Label>
        <Input
          id="remote-id"
          {...register("remoteId", { onChange: () => link.reset() })}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          placeholder="1904152026220003329"
          aria-invalid={isInvalid}
          aria-describedby="remote-id-words"
        />
        <div id="remote-id-words" className="text-sm">
          {isInvalid && <p className="mb-1 text-destructive-text">{t("invalid")}</p>}
          <p className="text-muted-foreground text-xs">
            {sent === null ? t("hintSometime") : t("hint", { time: momentText(sent) })}
          </p>
        </div>
      </div>
      {problem !== null && <Refusal {...problem} />}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">{cancel}</Button>
        </DialogClose>
        <Button type="submit" busy={link.isPending}>
          {t("submit")}
        </Button>
      </DialogFooter>
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
