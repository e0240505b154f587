"use client";

import { FileJson } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useDropzone } from "react-dropzone";
import { useErrorText } from "@/components/error-text";
import { useLane } from "@/components/lane/use-lane";
import { readWorkflowSource } from "@/components/new-task/workflow-source";
import { trpc } from "@/components/trpc";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Textarea } from "@/components/ui/textarea";
import { errorMessage } from "@/lib/client-error";
import { cn } from "@/lib/utils";
import { MAX_GRAPH_CHARACTERS, type WorkflowDetail } from "@/lib/workflow-schemas";
import { ImportDetails } from "./import-details";
import { type ImportChoices, importInput } from "./import-input";

const NO_CHOICES: ImportChoices = { digitsName: "workflow", name: "", baseId: "" };

/** One field for everything a workflow can be named by; what was recognised is said below it before anything is sent. */
export function ImportPanel({ onImported }: { onImported: (workflow: WorkflowDetail) => void }) {
  const t = useTranslations("newTask.source");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const needsBaseId = useLane().data?.simulator === false;
  const id = useId();
  const [text, setText] = useState("");
  const [choices, setChoices] = useState(NO_CHOICES);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const source = readWorkflowSource(text, MAX_GRAPH_CHARACTERS);
  const input = importInput(source, choices, needsBaseId);
  const send = trpc.workflows.import.useMutation({
    onSuccess: (workflow) => {
      void utils.workflows.list.invalidate();
      onImported(workflow);
    },
  });
  const change = (next: string) => {
    setText(next);
    setFileProblem(null);
    send.reset();
  };
  const takeFile = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    if (!/\.json$/i.test(file.name)) return setFileProblem(t("problems.notJsonFile", { name: file.name }));
    if (file.size > MAX_GRAPH_CHARACTERS * 2) return setFileProblem(t("problems.tooLarge"));
    const content = await file.text();
    change(content);
    setChoices((before) => ({ ...before, name: before.name || file.name.replace(/\.json$/i, "") }));
  };
  const { getRootProps, getInputProps, inputRef, isDragActive, open } = useDropzone({
    onDrop: (files) => {
      void takeFile(files);
      // The same file may be chosen again after a correction: only an emptied input tells of it.
      if (inputRef.current) inputRef.current.value = "";
    },
    noClick: true,
    noKeyboard: true,
    multiple: false,
  });
  const problem = source.kind === "unreadable" ? t(`problems.${source.problem}`) : fileProblem;
  return (
    <div
      {...getRootProps()}
      className={cn("rounded-md", isDragActive && "outline-2 outline-primary outline-offset-8")}
    >
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (input !== null) send.mutate(input);
        }}
      >
        <input {...getInputProps({ accept: ".json,application/json", "aria-label": t("chooseFile") })} />
        <div className="flex flex-col gap-1.5">
          <Label htmlFor={id}>{t("label")}</Label>
          <Textarea
            id={id}
            value={text}
            rows={4}
            spellCheck={false}
            placeholder={t("placeholder")}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-words`}
            className="max-h-72 break-all font-mono text-[13px]"
            onChange={(event) => change(event.target.value)}
          />
          <div id={`${id}-words`} aria-live="polite" className="text-sm">
            {problem === null ? (
              source.kind === "empty" && <p className="text-muted-foreground">{t("hint")}</p>
            ) : (
              <p className="text-destructive-text">{problem}</p>
            )}
          </div>
        </div>
        <ImportDetails source={source} choices={choices} needsBaseId={needsBaseId} onChange={setChoices} />
        {send.error && (
          <div role="alert" className="text-destructive-text text-sm [overflow-wrap:anywhere]">
            <p>{errorText(send.error)}</p>
            <p className="mt-1 font-mono text-xs">{errorMessage(send.error)}</p>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={input === null} busy={send.isPending}>
            {t("import")}
          </Button>
          <Button variant="outline" onClick={open}>
            <FileJson aria-hidden />
            {t("chooseFile")}
          </Button>
          {text !== "" && (
            <Button variant="ghost" onClick={() => change("")}>
              {t("clear")}
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}
